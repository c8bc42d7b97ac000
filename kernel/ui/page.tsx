import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { language } from '#kernel/texts';
import { type Family, type Skin, useView, type View, ViewContext } from './context.ts';
import { Gommette, Logo, Roof, useTu, Yard } from './gommettes.tsx';
import { Count, Notice } from './labels.tsx';
import { Menu } from './menu.tsx';
import { Breadcrumb, type Crumb } from './navigation.tsx';
import { Avatar } from './people.tsx';
import { Picture } from './pictures.tsx';
import { ReadingBar } from './reading-bar.tsx';
import { sandboxSentence, say } from './words.ts';

type SheetProps = { title: string; head?: ComponentChildren; kind?: string; family?: Family; children: ComponentChildren };

/** The whole document. One stylesheet, one small script, one font asked for early. */
function Sheet({ title, head, kind, family, children }: SheetProps) {
  const { asset, skin, me, hand, comfort, sandbox } = useView();
  const font = skin === 'petits' || skin === 'debutants' ? 'andika-latin-400-normal' : 'atkinson-hyperlegible-next-latin-wght-normal';
  return (
    <html lang={language()} data-skin={skin} data-me={me?.name} data-hand={hand} data-comfort={comfort?.join(' ')}>
      <head>
        <meta charset="utf-8" />
        <title>{say.titled({ title })}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={skin === 'adultes' ? 'light dark' : 'light'} />
        <link rel="preload" href={asset(`${font}.woff2`)} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={asset('style.css')} />
        <link rel="icon" href={asset('logo.svg')} type="image/svg+xml" />
        <script type="module" src={asset('enhance.js')} />
        {head}
      </head>
      <body class={[kind, family && `f-${family}`, sandbox && 'is-sandbox'].filter(Boolean).join(' ') || undefined}>
        <a class="skip" href="#contenu">
          {say.skip}
        </a>
        {sandbox && (
          <aside class="sandbox" aria-label={say.sandboxOf}>
            <strong>{sandboxSentence}</strong>
            <a href="/ecole-d-essai">{say.sandboxRoles}</a>
          </aside>
        )}
        {children}
      </body>
    </html>
  );
}

const Said = () => {
  const { said } = useView();
  return <div role="status">{said && <Notice kind={said.kind}>{said.sentence}</Notice>}</div>;
};

function Header() {
  const { me, menu, path } = useView();
  const tu = useTu();
  return (
    <header class="top">
      <a class="brand" href="/" aria-label={say.homeOf} aria-current={path === '/' ? 'page' : undefined}>
        <Logo />
        <span class="brand-name">{say.brand}</span>
      </a>
      {me && (
        <div class="me">
          <a class="me-link" href="/compte">
            <span class="sr">{say.account}</span>
            <Avatar person={{ id: me.name, name: me.name }} />
            <span class="me-name">{me.name}</span>
            <span class="me-profile">{me.profile}</span>
          </a>
          <Bell />
          <form action="/deconnexion" method="post" data-forget>
            <button class="button is-quiet leave" type="submit">
              <Picture name="door" />
              <span>{tu ? say.leaveTu : say.leave}</span>
            </button>
          </form>
        </div>
      )}
      {menu.length > 0 && <Menu />}
    </header>
  );
}

/** What arrived since one last looked; the youngest are told by their teacher, not by a bell. */
function Bell() {
  const { me, skin, path } = useView();
  if (!me || skin === 'petits' || skin === 'debutants') return null;
  return (
    <a class="bell" id="cloche" data-live href="/notifications" aria-current={path === '/notifications' ? 'page' : undefined}>
      <Picture name="bell" />
      <span class="sr">{say.bell}</span>
      {me.unread > 0 && <Count count={me.unread} />}
    </a>
  );
}

function Footer() {
  const tu = useTu();
  const { me } = useView();
  return (
    <footer class="foot">
      <ul aria-label={say.footer}>
        {me && (
          <li>
            <a href="/assistance/nouvelle">{say.help}</a>
          </li>
        )}
        <li>
          <a href="/etat">{say.status}</a>
        </li>
        <li>
          <a href="/accessibilite">{say.accessibility}</a>
        </li>
        <li>
          <a href="/mentions-legales">{say.legal}</a>
        </li>
        <li>
          <a href="/donnees">{tu ? say.yourDataTu : say.yourData}</a>
        </li>
      </ul>
    </footer>
  );
}

export type PageProps = {
  title: string;
  /** Gives the page its accent and its gommette. */
  family?: Family;
  children: ComponentChildren;
  /** For reading and for forms: one column of about 65 characters. */
  narrow?: boolean;
  /** For tables and boards: all the width there is. */
  wide?: boolean;
  /** One sentence under the title. */
  lead?: ComponentChildren;
  /** What one comes here to do, beside the title. */
  actions?: ComponentChildren;
  trail?: readonly Crumb[];
  /** The page writes its own h1. */
  ownHeading?: boolean;
  head?: ComponentChildren;
};

/** A page of the house. It says the h1 itself, from `title`. */
export function Page({ title, family, children, narrow, wide, lead, actions, trail, ownHeading, head }: PageProps) {
  const width = narrow ? 'is-narrow' : wide ? 'is-wide' : '';
  return (
    <Sheet title={title} head={head} family={family} kind="page">
      <Header />
      <main class={`main ${width}`} id="contenu" tabindex={-1}>
        {trail && <Breadcrumb trail={trail} />}
        {!ownHeading && (
          <div class="heading">
            {family && <Gommette family={family} size="xl" />}
            <h1>{title}</h1>
            {lead && <p class="lead">{lead}</p>}
            {actions && <div class="heading-actions">{actions}</div>}
          </div>
        )}
        <ReadingBar />
        <Said />
        {children}
      </main>
      <Footer />
    </Sheet>
  );
}

export type BarePageProps = {
  title: string;
  lead?: ComponentChildren;
  children: ComponentChildren;
  family?: Family;
  head?: ComponentChildren;
  /** Where nobody is signed in yet and it is known who will be: a class's tablet. */
  skin?: Skin;
  /** A whole class stands under the roof. */
  wide?: boolean;
};

/** Before one is in: sign-in, activation, charter. The roof, one sheet of paper, nothing else. */
export function BarePage({ skin, ...page }: BarePageProps) {
  const view = useView();
  return (
    <ViewContext.Provider value={skin ? { ...view, skin } : view}>
      <Bare {...page} />
    </ViewContext.Provider>
  );
}

function Bare({ title, lead, children, family, head, wide }: Omit<BarePageProps, 'skin'>) {
  return (
    <Sheet title={title} head={head} family={family} kind={wide ? 'bare is-wide' : 'bare'}>
      <header class="roof">
        <a class="brand" href="/" aria-label={say.homeOf}>
          <Roof />
          <span class="brand-name">{say.brand}</span>
        </a>
      </header>
      <main class="main is-sheet" id="contenu" tabindex={-1}>
        <h1>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
        <Said />
        {children}
        <Yard />
      </main>
      <Footer />
    </Sheet>
  );
}

const drawn = (view: View, page: VNode): string =>
  `<!doctype html>${renderToString(<ViewContext.Provider value={view}>{page}</ViewContext.Provider>)}`;

/** The document, ready to be sent. A refusal that no form of the page took up (a lone button, a form that is gone) is said under the title. */
export function renderPage(view: View, page: VNode): string {
  const document = drawn(view, page);
  if (!view.form || document.includes('data-errors')) return document;
  return drawn({ ...view, said: { kind: 'warning', sentence: view.form.errors.map(({ message }) => message).join(' ') } }, page);
}
