import { ButtonLink, Card, CardList, ChildChip, EmptyState, Meter, Page, Status, Tile, Tiles, Time, TodoList } from '#kernel/ui';
import type { HomeAnswer } from './home.tsx';
import { pictureNamed } from './picture.ts';
import { t } from './texts.ts';

export function AdultHome(home: HomeAnswer) {
  const { firstName, hats, tiles } = home;
  return (
    <Page title={t.hello({ name: firstName })}>
      {(hats.includes('guardian') || home.todos.length > 0) && <ToDo {...home} />}
      {hats.includes('guardian') && <Children {...home} />}
      {(hats.includes('teacher') || hats.includes('atsem') || hats.includes('assistant')) && <Classes {...home} />}
      {hats.includes('director') && <Schools {...home} />}
      {home.towns.map((town) => (
        <section key={town.town} aria-label={t.townSchools(town)}>
          <h2>{t.townSchools(town)}</h2>
          <p>{t.townWelcome}</p>
          <ul>
            {town.schools.map((school) => (
              <li key={school}>{school}</li>
            ))}
          </ul>
        </section>
      ))}
      {home.perimeter && (
        <Perimeter
          {...home.perimeter}
          runs={hats.includes('academy') || hats.includes('administrator')}
          imports={hats.includes('administrator')}
        />
      )}
      {hats.length === 0 && <EmptyState sentence={t.nobody} link={{ label: t.account, href: '/compte' }} />}
      <News {...home} />
      {tiles.length > 0 && (
        <section aria-label={t.services}>
          <h2>{t.services}</h2>
          <Tiles label={t.services}>
            {tiles.map((tile) => (
              <Tile key={tile.href} {...tile} picture={pictureNamed(tile.picture)} />
            ))}
          </Tiles>
        </section>
      )}
    </Page>
  );
}

/** All children and all schools together, each thing once, labelled with the child. */
const ToDo = ({ todos, tiles }: HomeAnswer) => (
  <section aria-labelledby="a-faire" id="tout-a-faire" data-live>
    <h2 id="a-faire">{t.todo}</h2>
    {todos.length === 0 ? (
      <EmptyState
        title={t.nothingToDoTitle}
        sentence={t.nothingToDo}
        link={tiles[0] ? { label: tiles[0].label, href: tiles[0].href } : undefined}
      />
    ) : (
      <TodoList
        label={t.todoCount({ count: todos.length })}
        todos={todos.map(({ title, child, deadline, ...todo }) => ({
          ...todo,
          what: title,
          ...(child ? { child: { id: child.id, name: child.firstName } } : {}),
          ...(deadline ? { deadline } : {}),
        }))}
      />
    )}
  </section>
);

const Children = ({ children }: HomeAnswer) => (
  <section aria-labelledby="mes-enfants">
    <h2 id="mes-enfants">{t.children}</h2>
    <ul class="plain">
      {children.map((child) => (
        <li key={child.id}>
          <ChildChip child={{ id: child.id, name: child.firstName }} school={t.childIn(child)} />
        </li>
      ))}
    </ul>
  </section>
);

const Classes = ({ classes, hats }: HomeAnswer) => (
  <section aria-labelledby="mes-classes">
    <h2 id="mes-classes">{t.classes}</h2>
    {classes.length === 0 ? (
      <EmptyState
        sentence={hats.includes('director') ? t.noClassDirector : t.noClass}
        link={hats.includes('director') ? { label: t.openSchool, href: '/ecole' } : { label: t.account, href: '/compte' }}
      />
    ) : (
      <CardList columns label={t.classes}>
        {classes.map((one) => (
          <Card key={one.id} level={3} title={one.name} family="communication" meta={`${one.school} · ${t.pupils({ count: one.pupils })}`}>
            {one.guardians > 0 && (
              <Meter
                value={one.active}
                max={one.guardians}
                label={t.activation}
                text={t.families({ active: one.active, all: one.guardians })}
              />
            )}
            {hats.includes('teacher') && <ButtonLink href={`/liaison/nouveau?classe=${one.id}`}>{t.write}</ButtonLink>}
          </Card>
        ))}
      </CardList>
    )}
  </section>
);

const Schools = ({ schools }: HomeAnswer) => (
  <section aria-labelledby="mes-ecoles">
    <h2 id="mes-ecoles">{schools.length > 1 ? t.schools : t.school}</h2>
    <CardList columns label={t.schools}>
      {schools.map((school) => (
        <Card
          key={school.id}
          level={3}
          title={school.name}
          href={`/ecole/${school.id}`}
          family="governance"
          meta={t.pupils({ count: school.pupils })}
        >
          <p>
            {school.waiting > 0 ? (
              <Status kind="waiting">{t.waiting({ count: school.waiting })}</Status>
            ) : (
              <Status kind="done">{t.allAttached}</Status>
            )}
          </p>
          <Meter
            value={school.active}
            max={school.accounts}
            label={t.activation}
            text={t.activated({ active: school.active, all: school.accounts })}
          />
        </Card>
      ))}
    </CardList>
  </section>
);

type PerimeterProps = { schools: number; pupils: number; runs: boolean; imports: boolean };
const Perimeter = ({ schools, pupils, runs, imports }: PerimeterProps) => (
  <section aria-labelledby="perimetre">
    <h2 id="perimetre">{t.perimeter}</h2>
    {schools === 0 ? (
      <EmptyState sentence={t.noSchool} link={imports ? { label: t.import, href: '/imports' } : { label: t.account, href: '/compte' }} />
    ) : (
      <Card level={3} title={t.schoolCount({ count: schools })} meta={t.pupilCount({ count: pupils })} family="governance">
        {runs && <ButtonLink href="/ecole">{t.seeSchools}</ButtonLink>}
      </Card>
    )}
  </section>
);

const News = ({ news }: HomeAnswer) => (
  <section aria-labelledby="nouvelles" id="dernieres-nouvelles" data-live>
    <h2 id="nouvelles">{t.news}</h2>
    {news.length === 0 && <p class="hint">{t.noNews}</p>}
    <ul class="plain">
      {news.map((item) => (
        <li key={item.id}>
          <a href={item.href}>{item.title}</a> <Time at={item.at} form="relative" />
        </li>
      ))}
    </ul>
  </section>
);
