import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deedTexts } from '#kernel/audit';
import { services } from '../preau.ts';

/** The security journal is read by people: each action has its words, once, and says who reads them. */

const words = deedTexts(services, 'watched', 'own');
const taken = services.flatMap(({ name, routes }) =>
  routes.flatMap((route) => (route.kind === 'action' && !route.unlogged ? [`${name}.${route.does}`] : [])),
);
/** Written beside the actions: a refusal, a sign-in through a guichet. */
const aside = globSync('{kernel,services}/**/*.{ts,tsx}')
  .filter((file) => !file.includes('.test.'))
  .flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/audit\(db, \{[^}]*action: '([^']+)'/g)].map(([, action]) => action ?? ''));

test('every action that is noted has its words, and no words are of an action that is not', () => {
  expect(aside.length).toBeGreaterThan(4);
  expect(Object.keys(words).sort()).toEqual([...new Set([...taken, ...aside])].sort());
});

test('an action is watched or one’s own, never both', () => {
  const [watched, own] = [deedTexts(services, 'watched'), deedTexts(services, 'own')];
  expect(Object.keys(watched).filter((action) => action in own)).toEqual([]);
});

test('nobody above reads when somebody signed in, read, answered or wrote', () => {
  const watched = Object.keys(deedTexts(services, 'watched'));
  expect(watched.filter((action) => /session\.opened|session\.ended|\.seen$|\.answered$|message\.sent/.test(action))).toEqual([
    'privacy.request.answered',
  ]);
});
