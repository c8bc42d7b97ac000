import { afterAll, expect, test } from 'vitest';
import { startEnt } from '#kernel/testing';
import { complet, document, lay, pictureSql, pupilAttributes, request, type SmallAcademy, village } from './aaf.fixture.ts';
import { importFolder, openImport, readFolder, reportOf } from './import.ts';
import { deliveriesIn } from './reading/files.ts';
import { refusalOf } from './reading/refused.ts';
import service from './service.ts';

const ent = await startEnt([service]);
afterAll(() => ent[Symbol.asyncDispose]());

const now = new Date('2026-09-02T08:00:00Z');
const picture = async () => (await ent.db.pool.query(pictureSql)).rows;
const eleve = 'ENT1D_Complet_20260901_Eleve_0000.xml';
const good = complet(village);

async function imported(files: Record<string, string | Buffer>, { folder = 'TOULOUSE', approve = true } = {}) {
  const laid = await lay({ [folder]: files });
  try {
    return await importFolder(ent.db, { folder: laid.folder, by: null, now, approve });
  } finally {
    await laid.away();
  }
}

const { [eleve]: _, ...withoutPupils } = good;
const bomb = `<!DOCTYPE ficAlimMENESR [${Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('')}<!ENTITY l0 "lol">]>`;
const external = '<!DOCTYPE ficAlimMENESR [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
const one = (extra: Record<string, string[]> = {}) =>
  request('addRequest', 'Eleve', '901', { ...pupilAttributes({ id: '901', name: 'Léa Fabre', school: '10' }), ...extra });

test.each<[string, Record<string, string | Buffer>, string]>([
  ['nothing at all', {}, 'no-file'],
  ['no file of pupils', withoutPupils, 'missing-category'],
  ['a part is missing', { ...good, 'ENT1D_Complet_20260901_Eleve_0002.xml': document('') }, 'missing-part'],
  ['two deliveries at once', { ...good, ...complet(village, '20260908') }, 'several-deliveries'],
  ['an empty file', { ...good, [eleve]: '' }, 'truncated'],
  ['a file cut in the middle', { ...good, [eleve]: (good[eleve] ?? '').slice(0, 900) }, 'truncated'],
  ['a file cut between two pupils', { ...good, [eleve]: (good[eleve] ?? '').replace('</ficAlimMENESR>\n', '') }, 'truncated'],
  ['not XML', { ...good, [eleve]: 'Nom;Prénom\nFabre;Léa\n' }, 'malformed'],
  ['tags that cross', { ...good, [eleve]: document('<addRequest><a></addRequest></a>') }, 'malformed'],
  ['another root', { ...good, [eleve]: '<?xml version="1.0"?><GAR></GAR>' }, 'not-aaf'],
  ['ISO-8859-15 that says UTF-8', { ...good, [eleve]: Buffer.from(document(one({ ENTPersonNom: ['Étang'] })), 'latin1') }, 'bad-encoding'],
  ['an unknown encoding', { ...good, [eleve]: document('', { encoding: 'EBCDIC-FR' }) }, 'unknown-encoding'],
  [
    'entities that unfold',
    { ...good, [eleve]: document(one({ ENTPersonNom: ['X'] }).replace('X', '&l9;'), { doctype: bomb }) },
    'entities',
  ],
  ['an entity that reads a file', { ...good, [eleve]: document('', { doctype: external }) }, 'entities'],
  ['a value of a megabyte', { ...good, [eleve]: document(one({ ENTPersonNom: ['x'.repeat(1_000_000)] })) }, 'too-long'],
  ['ten thousand values', { ...good, [eleve]: document(one({ ENTPersonAutresPrenoms: Array(100_000).fill('Léa') })) }, 'too-long'],
  [
    'tags a thousand deep',
    { ...good, [eleve]: document(`<addRequest>${'<a>'.repeat(1000)}${'</a>'.repeat(1000)}</addRequest>`) },
    'too-deep',
  ],
  [
    'an entry of a hundred thousand attributes',
    { ...good, [eleve]: document(one(Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`ENT${at}`, []])))) },
    'too-long',
  ],
  ['a NUL in a name', { ...good, [eleve]: document(one({ ENTPersonNom: ['Fab\0re'] })) }, 'malformed'],
  ['pupils in the file of guardians', { ...good, 'ENT1D_Complet_20260901_PersRelEleve_0000.xml': document(one()) }, 'wrong-category'],
])('%s: the whole import is refused, in French, and nothing changes', async (_, files, code) => {
  const before = await picture();
  const report = await imported(files);
  expect(report.state).toBe('refused');
  expect(report.lines.map((line) => line.code)).toEqual([code]);
  expect(await picture()).toEqual(before);
});

test('a folder that names no academy is refused', async () => {
  expect((await imported(good, { folder: 'BORDEAUX' })).lines).toMatchObject([{ severity: 'refused', code: 'unknown-academy' }]);
});

test('a truncated Complet after a good one changes nothing, and nobody leaves', async () => {
  expect((await imported(good)).state).toBe('applied');
  const before = await picture();
  expect((await imported({ ...good, [eleve]: (good[eleve] ?? '').slice(0, 1500) })).state).toBe('refused');
  expect(await picture()).toEqual(before);
});

test('a well-formed file that lost its pupils is held back, school by school', async () => {
  const before = await picture();
  const report = await imported(complet({ ...village, pupils: village.pupils?.filter(({ school }) => school === '11') }));
  const held = report.schools.filter(({ state }) => state === 'check');
  expect(held.map(({ key }) => key)).toEqual(['TOULOUSE-10']);
  expect(held[0]?.reasons).toEqual([
    { code: 'share', leaving: 4, before: 7 },
    { code: 'class', name: 'CLASSE A', leaving: 2 },
  ]);
  expect(await picture()).toEqual(before);
});

test('each wrong row has its line, the others pass, and every row has one fate', async () => {
  const strange: SmallAcademy = {
    schools: [...(village.schools ?? []), { id: '12', uai: '0312599A' }],
    pupils: [
      ...(village.pupils ?? []),
      { id: '905', name: 'Sans Naissance', born: '', school: '10' },
      { id: '906', name: 'Léo', school: '10' },
      { id: '901', name: 'Deux Fois', school: '10' },
      { id: '907', name: 'Loin Ailleurs', school: '99' },
      { id: '908', name: 'Refusé Avec', school: '12' },
      { id: '909', name: 'Parent Absent', school: '10', guardians: ['899$10'], extra: { ENTInventé: ['x'] } },
      { id: '', name: 'Sans Clé', school: '10' },
    ],
    guardians: [...(village.guardians ?? []), { id: '810', name: 'Seule Ici' }],
    staff: village.staff,
  };
  const report = await imported(complet(strange));
  const codes = report.lines.filter(({ severity }) => severity === 'rejected').map(({ code, externalId }) => `${code} ${externalId}`);
  expect(codes.sort()).toEqual([
    'bad-uai TOULOUSE-12',
    'duplicate TOULOUSE-901',
    'no-birth-date TOULOUSE-905',
    'no-child TOULOUSE-810',
    'no-id null',
    'no-name TOULOUSE-906',
    'unknown-school TOULOUSE-907',
    'unknown-school TOULOUSE-908',
  ]);
  const remarks = report.lines.filter(({ severity }) => severity === 'remark');
  expect(remarks).toContainEqual(expect.objectContaining({ code: 'unknown-attribute', args: { name: 'ENTInventé', times: 1 } }));
  expect(remarks).toContainEqual(
    expect.objectContaining({ code: 'absent-parent', args: { guardian: 'TOULOUSE-899' }, externalId: 'TOULOUSE-909' }),
  );
  expect(remarks.every(({ file, line }) => file?.endsWith('.xml') && Number(line) > 0)).toBe(true);
  const { rows } = await ent.db.pool.query(
    `select (select count(*) from imports.read_people where import_id = $1) + (select count(*) from imports.read_schools where import_id = $1) as read,
       (select count(*) from imports.fates where import_id = $1 and counted and n is not null) as fates,
       (select count(distinct (category = 'school', n)) from imports.fates where import_id = $1 and counted and n is not null) as apart`,
    [report.importId],
  );
  expect(rows[0]).toEqual({ read: 22, fates: 22, apart: 22 });
});

test('keys, words and dates that nobody expects end in lines of the report', async () => {
  // Letters that compress badly: an index refuses a key of that length, and would have stopped the reading.
  const long = Array.from({ length: 10_000 }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 20_000))).join('');
  const report = await imported(
    complet({
      ...village,
      pupils: [
        ...(village.pupils ?? []),
        { id: '920', name: 'École Longue', school: long, room: 'A' },
        { id: '921', name: 'Classe Longue', school: '10', room: long, guardians: [`${long}$10`] },
        { id: '922', name: `${long} ${long}`, school: '10' },
        { id: '923', name: 'Trente Février', born: '31/02/2020', school: '10' },
        { id: '924', name: 'Cloche\u0085Tue Roux&#7;', school: '10', extra: { [`${'x'.repeat(79)}😀`]: ['x'] } },
        {
          id: '925',
          name: 'Mille Classes',
          school: '10',
          extra: { ENTPersonClasses: Array.from({ length: 33_000 }, (_, at) => `10$$$${at}`) },
        },
      ],
    }),
    { approve: false },
  );
  expect(report.lines.filter(({ severity }) => severity === 'refused')).toEqual([]);
  expect(report.state).toBe('review');
  const said = report.lines.map(({ code, externalId }) => `${code} ${externalId}`);
  expect(said).toEqual(
    expect.arrayContaining([
      'unknown-school TOULOUSE-920',
      'absent-parent TOULOUSE-921',
      'no-birth-date TOULOUSE-923',
      'unknown-attribute null',
    ]),
  );
  expect(report.fates.rejected).toBe(2);
});

test('a file taken away between the list and the reading is a line of the report', async () => {
  const laid = await lay({ TOULOUSE: good });
  const { importId } = await openImport(ent.db, { folder: laid.folder, by: null, now });
  await laid.away();
  await readFolder(ent.db, importId, { now });
  expect(await reportOf(ent.db, importId)).toMatchObject({ state: 'refused', lines: [{ code: 'no-file' }] });
  expect(refusalOf(Object.assign(new Error('open'), { code: 'EACCES' }))?.code).toBe('unreadable');
  expect(refusalOf(Object.assign(new Error('range'), { code: '22003' }))?.code).toBe('impossible-value');
  expect(refusalOf(Object.assign(new Error('gone'), { code: '57P01' }))).toBeUndefined();
});

test('a day that no calendar has is not the day of a delivery', async () => {
  const laid = await lay({ TOULOUSE: complet(village, '20260231') });
  const [found] = await deliveriesIn(laid.folder);
  await laid.away();
  expect(found?.day).not.toBe('2026-02-31');
});

test('asked to read twice, an import is read once; asked to stop before it began, it does not begin', async () => {
  const laid = await lay({ TOULOUSE: good });
  const twice = await openImport(ent.db, { folder: laid.folder, by: null, now });
  await Promise.all([readFolder(ent.db, twice.importId, { now }), readFolder(ent.db, twice.importId, { now })]);
  const report = await reportOf(ent.db, twice.importId);
  expect(report.state).toBe('review');
  const { rows } = await ent.db.pool.query('select count(*) as read from imports.read_people where import_id = $1', [twice.importId]);
  expect(rows).toEqual([{ read: 11 }]);
  const stopped = await openImport(ent.db, { folder: laid.folder, by: null, now });
  await ent.db.pool.query('update imports.imports set cancel_asked_at = now() where id = $1', [stopped.importId]);
  await readFolder(ent.db, stopped.importId, { now });
  await laid.away();
  expect(await reportOf(ent.db, stopped.importId)).toMatchObject({ state: 'cancelled', schools: [] });
});
