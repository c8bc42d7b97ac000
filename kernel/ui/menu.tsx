import { type MenuEntry, useView } from './context.ts';
import { families, familyName, familyOrder, Gommette } from './gommettes.tsx';
import { Count } from './labels.tsx';
import { say } from './words.ts';

const isChildish = (skin: string): boolean => skin === 'petits' || skin === 'debutants';

/**
 * One list for every screen. On a phone the switch above opens it (plain `details`, the list being its neighbour, so that wide
 * screens can show the list whatever the switch says); young children get pictures instead of groups.
 */
export function Menu() {
  const { skin } = useView();
  if (isChildish(skin)) return <PicturedMenu />;
  return (
    <>
      <details class="menu-switch">
        <summary class="button is-plain">
          <span>{say.menu}</span>
        </summary>
      </details>
      <GroupedMenu />
    </>
  );
}

function GroupedMenu() {
  const { menu, path } = useView();
  const groups = familyOrder.map((family) => ({ family, entries: menu.filter((entry) => entry.family === family) }));
  return (
    <nav class="menu" aria-label={say.menuOf}>
      <a class="menu-home" href="/" aria-current={path === '/' ? 'page' : undefined}>
        {say.home}
      </a>
      <ul>
        {groups
          .filter(({ entries }) => entries.length > 0)
          .map(({ family, entries }) => (
            <li key={family} class={`menu-group f-${family}`}>
              <span class="menu-family">
                <Gommette family={family} size="s" />
                {familyName(family)}
              </span>
              <ul>
                {entries.map((entry) => (
                  <li key={entry.href}>
                    <a href={entry.href} aria-current={entry.current ? 'page' : undefined}>
                      {entry.label} {entry.count ? <Count count={entry.count} /> : null}
                    </a>
                  </li>
                ))}
              </ul>
            </li>
          ))}
      </ul>
    </nav>
  );
}

function PicturedMenu() {
  const { menu, path, skin } = useView();
  const open = skin === 'petits' && path === '/';
  return (
    <nav class={open ? 'pictured is-home' : 'pictured'} aria-label={say.menuOf}>
      <ul>
        <li class="pictured-home">
          <a href="/" aria-current={path === '/' ? 'page' : undefined}>
            <Gommette family="governance" size="l" picture="house" />
            <span>{say.home}</span>
          </a>
        </li>
        {menu.map((entry) => (
          <li key={entry.href}>
            <Pictured entry={entry} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

const Pictured = ({ entry }: { entry: MenuEntry }) => (
  <a class={`f-${entry.family}`} href={entry.href} aria-current={entry.current ? 'page' : undefined}>
    <Gommette family={entry.family} size="l" picture={entry.picture ?? families[entry.family].picture} />
    <span>
      {entry.label} {entry.count ? <Count count={entry.count} /> : null}
    </span>
  </a>
);
