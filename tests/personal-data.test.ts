import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { dueNow, forgetsOf, kernelPersonalData } from '#kernel/personal-data';
import { services } from '../preau.ts';
import { sampleWorld } from './sample-world.ts';

/** Every table of the house: what it keeps about people is given to them, ends by itself, or says why not. */

const walk = await sampleWorld();
const { db } = walk.ent;
afterAll(() => walk.ent[Symbol.asyncDispose]());

const declared = [...kernelPersonalData, ...services.flatMap(({ personalData }) => personalData)];
const forgets = forgetsOf(services);
const tableOf = (column: string): string => column.slice(0, column.lastIndexOf('.'));

/** Tables without any column that points at a person, nor at a row that is somebody's: why each one may be so. */
const ofNobody: Record<string, string> = {
  'account.charter_drafts': 'the words of a charter',
  'account.contacts': 'the academy, as the law has it published',
  'attendance.calls': 'a class and a half-day',
  'attendance.heads': 'numbers of lines',
  'attendance.register': 'names nobody (decision 0010)',
  'deployment.figures': 'counts, of fewer than five nothing is said',
  'deployment.schools': 'days of schools',
  'federation.assertions': 'hashes of proofs already used, hours',
  'federation.farewells': 'somebody on their way out: minutes, swept each hour',
  'federation.providers': 'settings',
  'imports.changes': 'what the files said, deleted seven days after by imports.purge',
  'imports.fates': 'what the files said, deleted seven days after by imports.purge',
  'imports.lines': 'what the files said, deleted seven days after by imports.purge',
  'imports.places': 'what the files said, deleted seven days after by imports.purge',
  'imports.read_functions': 'what the files said, deleted seven days after by imports.purge',
  'imports.read_links': 'what the files said, deleted seven days after by imports.purge',
  'imports.read_people': 'what the files said, deleted seven days after by imports.purge',
  'imports.read_schools': 'what the files said, deleted seven days after by imports.purge',
  'kernel.class_hands': 'the writing of a class',
  'kernel.deletions': 'counts',
  'kernel.exceptional_half_days': 'half-days',
  'kernel.holidays': 'dates',
  'kernel.migrations': 'names of files',
  'kernel.place_ancestors': 'places',
  'kernel.places': 'places',
  'kernel.school_ends': 'days of schools',
  'kernel.school_weeks': 'hours',
  'kernel.schools': 'schools',
  'kernel.spent_challenges': 'random numbers, minutes',
  'privacy.endings_told': 'days of classes',
  'kernel.views': 'a code that changes each week, deleted once its week is counted',
  'statistics.weeks': 'counts, of fewer than five nothing is said',
  'network.measures': 'a school, a day and a function',
  'network.norms': 'a share for a year',
  'support.articles': 'answers to everybody’s questions',
  'support.editor': 'settings',
  'support.incidents': 'what does not work',
  'support.macros': 'ready answers of a place',
  'support.updates': 'what does not work',
  'training.courses': 'what is offered',
  'training.sessions': 'dates and rooms',
  'support.editor_answers': 'numbers of answers of the editor',
  'sandbox.used_tickets': 'numbers of tickets, a few minutes',
};

const { rows: keys } = await sql<{ from: string; to: string }>`
  select distinct n.nspname || '.' || c.relname as "from", fn.nspname || '.' || f.relname as "to"
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class f on f.oid = k.confrelid join pg_namespace fn on fn.oid = f.relnamespace
  where k.contype = 'f' and k.confdeltype = 'c' and n.nspname <> 'graphile_worker'`.execute(db);

/** A table, and all those whose rows go with its rows. */
function withDependents(roots: string[]): Set<string> {
  const reached = new Set(roots);
  for (const table of reached) for (const { from, to } of keys) if (to === table) reached.add(from);
  return reached;
}

test('every table holds a declared person, goes with a row that does, or says why it is of nobody', async () => {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '.' || table_name as name from information_schema.tables
    where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')`.execute(db);
  const tables = rows.map(({ name }) => name);
  const personal = new Set(declared.map(({ column }) => tableOf(column)));
  const theirs = withDependents([...personal]);
  expect(tables.filter((table) => !theirs.has(table) && !(table in ofNobody))).toEqual([]);
  expect(Object.keys(ofNobody).filter((table) => personal.has(table) || !tables.includes(table))).toEqual([]);
});

test('every personal column is given to its person, in a chapter that exists, or says why it is not', () => {
  const chapters = declared.flatMap(({ access }) => ('given' in access ? [access.given] : []));
  expect(chapters.filter((title, at) => chapters.indexOf(title) !== at)).toEqual([]);
  const lost = declared.filter(({ access }) => 'givenIn' in access && !chapters.includes(access.givenIn));
  expect(lost.map(({ column }) => column)).toEqual([]);
  const silent = declared.filter(({ access }) => 'withheld' in access && access.withheld.length < 20);
  expect(silent.map(({ column }) => column)).toEqual([]);
});

test('every chapter can be read, of anybody', async () => {
  for (const { access, column } of declared) {
    if (!('given' in access)) continue;
    for (const id of Object.values(walk.people)) {
      const { rows } = await access.rows({ id, askedBy: walk.people.guardian, now: new Date() }).execute(db);
      expect(rows.length, column).toBeGreaterThanOrEqual(0);
    }
  }
});

test('every personal column that says when it ends is in a table that the nights empty at that very term', () => {
  const late = declared.filter(({ column, keep }) => {
    if (!keep.before) return false;
    const ends = forgets.filter((one) => one.keep.before === keep.before);
    return !withDependents(ends.map(({ table }) => table)).has(tableOf(column));
  });
  expect(late.map(({ column }) => column)).toEqual([]);
});

test('whoever has no term of their own goes with the person: the column lets go or takes its row away', () => {
  const endless = declared.filter(({ keep, onErasure }) => !keep.before && !['delete', 'anonymise'].includes(onErasure));
  expect(endless).toEqual([]);
  expect(declared.filter(({ keep }) => keep.words.trim().length < 6).map(({ column }) => column)).toEqual([]);
});

test('the dry run reads every table that ends, and deletes nothing', async () => {
  const before = await sql<{ count: number }>`select count(*)::int as count from kernel.people`.execute(db);
  const due = await dueNow(db, forgets, new Date());
  expect(due.map(({ table }) => table)).toEqual(forgets.map(({ table }) => table));
  const after = await sql<{ count: number }>`select count(*)::int as count from kernel.people`.execute(db);
  expect(after.rows).toEqual(before.rows);
});
