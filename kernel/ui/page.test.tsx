import { describe, expect, it } from 'vitest';
import {
  Card,
  ChildChip,
  dayText,
  ErrorPage,
  House,
  hueOf,
  Island,
  initialsOf,
  momentText,
  Page,
  parisDay,
  renderPage,
  Status,
  shortDayText,
  sizeText,
  Table,
  type View,
} from './index.ts';

const view = (more: Partial<View> = {}): View => ({
  skin: 'adultes',
  path: '/carnet',
  menu: [
    { label: 'Agenda', href: '/agenda', family: 'information', current: false },
    { label: 'Carnet', href: '/carnet', family: 'communication', current: true, count: 2 },
  ],
  me: { name: 'Inès Moreau-Ba', profile: 'Parent', unread: 0 },
  asset: (name) => `/assets/${name}`,
  ...more,
});
const hostile = '<img src=x onerror=alert(1)>';

describe('a page', () => {
  const page = renderPage(view({ said: { kind: 'success', sentence: 'Le mot est parti.' } }), <Page title="Carnet">…</Page>);
  it('is a whole French document with one h1', () => {
    expect(page).toMatch(/^<!doctype html><html lang="fr" data-skin="adultes"/);
    expect(page).toContain('<title>Carnet · Préau</title>');
    expect(page.match(/<h1/g)).toHaveLength(1);
  });
  it('lets one go straight to the content, and out', () => {
    expect(page).toMatch(/<body[^>]*><a class="skip" href="#contenu">/);
    expect(page).toMatch(/<form action="\/deconnexion" method="post"/);
    for (const href of ['/accessibilite', '/mentions-legales', '/donnees', '/compte']) expect(page).toContain(`href="${href}"`);
  });
  it('puts the menu in the order of the families and says where one is', () => {
    expect(page.indexOf('Communiquer')).toBeLessThan(page.indexOf('S’informer'));
    expect(page).toMatch(/href="\/carnet" aria-current="page">Carnet/);
    expect(page).toContain('2 nouveautés');
  });
  it('says once what has just been done', () => {
    expect(page).toMatch(/<div role="status">.*Le mot est parti\./);
  });
  it('asks for one font, one style and one script, with nothing inline for a content policy to refuse', () => {
    expect(page.match(/rel="preload"/g)).toHaveLength(1);
    expect(page.match(/rel="stylesheet"/g)).toHaveLength(1);
    expect(page.match(/<script/g)).toHaveLength(1);
    for (const skin of ['petits', 'debutants', 'grands', 'adultes'] as const)
      expect(renderPage(view({ skin }), <House />)).not.toMatch(/ style="|<style|<script>| on\w+="/);
  });
});

describe('the gallery', () => {
  it.each(['petits', 'debutants', 'grands', 'adultes'] as const)('shows the skin of the %s', (skin) => {
    const page = renderPage(view({ skin }), <House />);
    expect(page).toContain(`data-skin="${skin}"`);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('gives young children a house and pictures', () => {
    expect(renderPage(view({ skin: 'petits' }), <House />)).toMatch(/class="pictured".*pictured-home.*<a href="\/"/);
  });
});

describe('hostile words', () => {
  it.each(['title', 'name', 'label'] as const)('stay words in a %s', (where) => {
    const page = renderPage(
      view({
        me: { name: where === 'name' ? hostile : 'A', profile: 'Parent', unread: 0 },
        menu: [{ label: where === 'label' ? hostile : 'B', href: '/b', family: 'utilities', current: false }],
      }),
      <Page title={where === 'title' ? hostile : 'C'}>
        <Card title={hostile}>{hostile}</Card>
        <Island name="essai" props={{ hostile: `'"${hostile}` }} />
      </Page>,
    );
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('&lt;img src=x');
  });
});

describe('an error', () => {
  it.each([403, 404, 413, 422, 429, 500, 503])('%i has a sentence and a way out', (code) => {
    const page = renderPage(view(), <ErrorPage code={code} id="7F3K" />);
    expect(page).toMatch(/<h1>[^<]+<\/h1>/);
    expect(page).toContain('donnez ce numéro\u00a0: 7F3K');
    expect(page).toMatch(/class="button is-main" href="\/"/);
  });
  it('says the same to somebody who is not in, without a menu', () => {
    expect(renderPage(view({ me: undefined, menu: [] }), <ErrorPage code={404} />)).not.toContain('/deconnexion');
  });
});

describe('time', () => {
  const now = new Date('2026-11-24T22:30:00Z');
  it('is Paris time, said in French', () => {
    expect(dayText('2026-11-24', now)).toBe('mardi 24 novembre');
    expect(dayText('2027-03-01', now)).toBe('lundi 1er mars 2027');
    expect(momentText(new Date('2026-11-25T07:00:00Z'), now)).toBe('demain à 8\u00a0h');
    expect(momentText(new Date('2026-11-24T17:05:00Z'), now)).toBe('aujourd’hui à 18\u00a0h\u00a005');
    expect(shortDayText('2026-11-04')).toBe('04/11/2026');
  });
  it('changes day at midnight in Paris, not in London', () => {
    expect(parisDay(new Date('2026-11-24T23:30:00Z'))).toBe('2026-11-25');
    expect(momentText('2026-11-25', now)).toBe('demain');
  });
  it('counts days, not hours, when clocks change', () => {
    expect(momentText('2027-03-29', new Date('2027-03-28T00:30:00Z'))).toBe('demain');
  });
});

it('a child always has the same colour, a name its initials', () => {
  expect(hueOf('0190f3a1')).toBe(hueOf('0190f3a1'));
  expect(initialsOf('Anne-Lise Le Goff')).toBe('AL');
  expect(initialsOf('élodie')).toBe('É');
  expect(renderPage(view(), <ChildChip child={{ id: '1', name: 'Zélie' }} />)).toContain('Zélie');
});

it('a state is said in words, not only in colour', () => {
  expect(renderPage(view(), <Status kind="late" />)).toMatch(/<svg.*En retard/);
});

it('a row on a phone still says the name of each value', () => {
  const page = renderPage(view(), <Table caption="Signatures" rows={['Zélie']} columns={[{ head: 'Élève', cell: (row) => row }]} />);
  expect(page).toContain('<td data-head="Élève">Zélie</td>');
  expect(renderPage(view(), <Table caption="S" rows={[]} columns={[]} empty="Personne encore." />)).toContain('Personne encore.');
});

it('a weight is said as people say it', () => {
  expect(sizeText(342_000)).toBe('342\u00a0Ko');
  expect(sizeText(1_240_000)).toBe('1,2\u00a0Mo');
});
