import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { services } from '../preau.ts';

/** The walls of the house, read in its files. */

const root = resolve(import.meta.dirname, '..');
const rooms = ['kernel', 'services', 'gateways', 'synth', 'demonstration', 'sandbox', 'tests', 'bench', 'bin'];

const filesIn = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.tsx?$/.test(file))
        .map((file) => join(folder, file))
    : [];
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const isTest = (file: string): boolean => /\.test\.tsx?$|\/testing\/|samples\.ts$/.test(file);

const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/(?:from|import\(|import)\s*['"]([^'"]+)['"]/g)].map((found) => found[1] ?? '');

/** Where an import leads, from the root of the repository; nothing for a package. */
function target(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return relative(root, resolve(root, dirname(file), specifier));
  if (specifier.startsWith('#services/')) return `services/${specifier.slice('#services/'.length)}/public.ts`;
  if (specifier === '#kernel' || specifier.startsWith('#kernel/')) return specifier.replace('#', '');
  return undefined;
}

const homes = readdirSync(join(root, 'services'), { withFileTypes: true })
  .filter((family) => family.isDirectory())
  .flatMap((family) => readdirSync(join(root, 'services', family.name)).map((name) => `${family.name}/${name}`));

test('every service folder is found, under the name it gives itself', () => {
  expect(services.map((service) => `${service.family}/${service.name}`).sort()).toEqual(homes.sort());
});

test('the kernel knows no service, and nothing that stands on it', () => {
  const leaks = filesIn('kernel').flatMap((file) =>
    importsOf(file)
      .map((specifier) => target(file, specifier))
      .filter((to) => to !== undefined && !to.startsWith('kernel'))
      .map((to) => `${file} → ${to}`),
  );
  expect(leaks).toEqual([]);
});

test.for(homes)('%s reaches the others by their public door, and only those it says it needs', (home) => {
  const manifest = services.find((service) => `${service.family}/${service.name}` === home);
  const outside = filesIn(`services/${home}`)
    .filter((file) => !isTest(file))
    .flatMap((file) => importsOf(file).map((specifier) => target(file, specifier)))
    .filter((to) => to !== undefined)
    .filter((to) => !to.startsWith(`services/${home}/`) && !to.startsWith('kernel'));
  expect(outside.filter((to) => !/^services\/[^/]+\/[^/]+\/public\.ts$/.test(to))).toEqual([]);
  const used = new Set(outside.map((to) => to.split('/').slice(1, 3).join('/')));
  expect([...used].sort()).toEqual([...(manifest?.needs ?? [])].sort());
});

test('needs form no cycle', () => {
  const needs = new Map(services.map((service) => [`${service.family}/${service.name}`, service.needs]));
  const walk = (name: string, path: string[]): void => {
    expect(path, [...path, name].join(' → ')).not.toContain(name);
    for (const next of needs.get(name) ?? []) walk(next, [...path, name]);
  };
  for (const name of needs.keys()) walk(name, []);
});

test('a service speaks page, action or machine: neither Fastify nor pg', () => {
  const direct = filesIn('services').flatMap((file) =>
    importsOf(file)
      .filter((specifier) => ['fastify', 'pg'].includes(specifier))
      .map((specifier) => `${file}: ${specifier}`),
  );
  expect(direct).toEqual([]);
});

test('no file is longer than a reader’s patience', () => {
  const long = rooms.flatMap(filesIn).filter((file) => read(file).split('\n').length > 320);
  expect(long).toEqual([]);
});

test('two routes never answer to the same address', () => {
  const doors = services.flatMap((service) =>
    service.routes.map(
      (route) => `${route.kind === 'action' || route.kind === 'sending' ? 'POST' : 'GET'} ${route.path.replace(/:\w+/g, ':')}`,
    ),
  );
  expect(doors.filter((door, at) => doors.indexOf(door) !== at)).toEqual([]);
});

const letters = /\p{L}{2,}/u;
const spoken = new Set(['title', 'label', 'placeholder', 'alt', 'aria-label', 'hint', 'legend', 'caption', 'sentence', 'lead', 'confirm']);

/** Words written in a page instead of its catalogue of texts. */
function loose(file: string): string[] {
  const found: string[] = [];
  const { program } = parseSync(file, read(file));
  new Visitor({
    JSXText: ({ value }) => void (letters.test(value) && found.push(value.trim())),
    JSXAttribute: ({ name, value }) => {
      const attribute = name.type === 'JSXIdentifier' ? name.name : '';
      if (spoken.has(attribute) && value?.type === 'Literal' && typeof value.value === 'string' && letters.test(value.value))
        found.push(value.value);
    },
  }).visit(program);
  return found.map((words) => `${file}: ${words}`);
}

test('every sentence goes through the texts, so that a language can be added without touching a page', () => {
  const pages = [...filesIn('kernel'), ...filesIn('services')].filter((file) => file.endsWith('.tsx') && !isTest(file));
  expect(pages.flatMap(loose)).toEqual([]);
});

/** « Bonjour ! » with an ordinary space may lose its sign to the next line. */
function breakable(file: string): string[] {
  const found: string[] = [];
  const look = (text: string) => void (/ [:;!?»]|« /.test(text) && found.push(`${file}: ${text}`));
  const { program } = parseSync(file, read(file));
  new Visitor({
    Literal: ({ value }) => typeof value === 'string' && look(value),
    TemplateElement: ({ value }) => look(value.raw),
  }).visit(program);
  return found;
}

test('French signs keep to their word: a no-break space stands before : ; ! ? and inside « »', () => {
  const catalogues = [...filesIn('kernel'), ...filesIn('services')].filter((file) => /(texts|words)\.ts$/.test(file));
  expect(catalogues.flatMap(breakable)).toEqual([]);
});
