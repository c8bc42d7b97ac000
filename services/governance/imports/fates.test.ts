import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Ent, startEnt } from '#kernel/testing';
import { complet, document, guardianAttributes, lay, pupilAttributes, request, type SmallAcademy, uaiOf, village } from './aaf.fixture.ts';
import { importFolder } from './import.ts';
import { leave } from './leavers.ts';
import service from './service.ts';

let ent: Ent;
beforeEach(async () => {
  ent = await startEnt([service]);
});
afterEach(() => ent[Symbol.asyncDispose]());

const now = new Date('2026-09-02T08:00:00Z');
async function imported(academies: Record<string, Record<string, string | Buffer>>, approve: boolean | 'all' = 'all', at = now) {
  const laid = await lay(academies);
  try {
    return await importFolder(ent.db, { folder: laid.folder, by: null, now: at, approve });
  } finally {
    await laid.away();
  }
}
const toulouse = (academy: SmallAcademy, day?: string) => imported({ TOULOUSE: complet(academy, day) });
const ask = async <T>(text: string, values: unknown[] = []): Promise<T[]> => (await ent.db.pool.query(text, values)).rows as T[];
const fateOf = async (importId: string) =>
  Object.fromEntries(
    (
      await ask<{ key: string; fate: string }>(
        `select key, fate from imports.fates where import_id = $1 and counted and category <> 'school'`,
        [importId],
      )
    ).map(({ key, fate }) => [key, fate]),
  );
const placesOf = (key: string) =>
  ask<{ name: string; kind: string; level: string | null }>(
    `select place.name, f.kind, f.level from kernel.functions f join kernel.people p on p.id = f.person_id join kernel.places place on place.id = f.place_id
     where p.external_id = $1 order by 1, 2`,
    [key],
  );
const logins = async () =>
  await ask<{ key: string; login: string }>(
    `select p.external_id as key, a.login from kernel.accounts a join kernel.people p on p.id = a.person_id order by 1`,
  );

test('a first import makes the schools, the classes, the families, the staff, and an account for each but a service', async () => {
  const report = await toulouse(village);
  expect(report.state).toBe('applied');
  expect(report.fates).toMatchObject({ created: 13, rejected: 0 });
  expect(await placesOf('TOULOUSE-901')).toEqual([{ name: 'CLASSE A', kind: 'pupil', level: 'CE1' }]);
  expect(await placesOf('TOULOUSE-701')).toEqual([{ name: 'École élémentaire N10', kind: 'director', level: null }]);
  expect(await placesOf('TOULOUSE-702')).toHaveLength(2);
  const accounts = Object.fromEntries((await logins()).map(({ key, login }) => [key, login]));
  expect(accounts).toMatchObject({ 'TOULOUSE-903': 'zoe.detang', 'TOULOUSE-703': 'rose.loin' });
  expect(accounts['TOULOUSE-803']).toBeUndefined();
  expect(
    await ask(
      `select g.kind from kernel.guardianships g join kernel.people p on p.id = g.pupil_id where p.external_id = 'TOULOUSE-901' order by 1`,
    ),
  ).toEqual([{ kind: 'father' }, { kind: 'mother' }]);
  expect(
    await ask(
      `select above.name from kernel.schools s join kernel.place_ancestors a on a.place_id = s.id join kernel.places above on above.id = a.ancestor_id
       where s.uai = '0319010A' order by above.name collate "C"`,
    ),
  ).toEqual(
    ['Circonscription 7313', 'Haute-Garonne', 'Launaguet', 'Occitanie', 'Toulouse', 'École élémentaire N10'].map((name) => ({ name })),
  );
});

test('two academies use the same ids for different people', async () => {
  const south = { ...village, schools: village.schools?.map((one, at) => ({ ...one, uai: uaiOf(20 + at) })) };
  const report = await imported({ TOULOUSE: complet(village), MONTPELLIER: complet(south) });
  expect(report.state).toBe('applied');
  const people = await ask<{ external_id: string }>(`select external_id from kernel.people where external_id like '%-901' order by 1`);
  expect(people.map((one) => one.external_id)).toEqual(['MONTPELLIER-901', 'TOULOUSE-901']);
  expect(
    (await logins())
      .filter(({ key }) => key.endsWith('-901'))
      .map(({ login }) => login)
      .sort(),
  ).toEqual(['lea.fabre', 'lea.fabre2']);
});

test('a second Complet says who changed, moved, left and came back; logins never change', async () => {
  await toulouse(village);
  const before = await logins();
  const changed: SmallAcademy = {
    ...village,
    pupils: [
      { id: '901', name: 'Léa Fabre-Sers', school: '11', room: 'B', level: 'CE2', guardians: ['801$10', '802$20'] },
      { id: '902', name: 'Tom Fabre', school: '11', room: 'B', level: 'PS', guardians: ['801$10'] },
      { id: '903', name: 'Zoé d’Étang', school: '10', room: 'A', level: 'CE1', guardians: ['803$51'] },
    ],
    guardians: village.guardians?.filter(({ id }) => id !== '804').map((one) => (one.id === '801' ? { ...one, phone: '0639980002' } : one)),
  };
  const report = await toulouse(changed, '20260908');
  expect(await fateOf(report.importId)).toMatchObject({
    ...{
      'TOULOUSE-901': 'moved',
      'TOULOUSE-902': 'unchanged',
      'TOULOUSE-801': 'updated',
      'TOULOUSE-904': 'leaving',
      'TOULOUSE-804': 'leaving',
    },
  });
  expect(await placesOf('TOULOUSE-901')).toEqual([{ name: 'CLASSE B', kind: 'pupil', level: 'CE2' }]);
  expect(await ask(`select count(*) from kernel.people where leaving_since is not null and trashed_at is null`)).toEqual([{ count: 2 }]);
  expect(await logins()).toEqual(before);
  const back = await toulouse(village, '20260915');
  expect(await fateOf(back.importId)).toMatchObject({ 'TOULOUSE-904': 'returned', 'TOULOUSE-804': 'returned', 'TOULOUSE-901': 'moved' });
  expect(await ask(`select count(*) from kernel.people where leaving_since is not null`)).toEqual([{ count: 0 }]);
});

test('a Complet of one school makes nobody leave another', async () => {
  await toulouse(village);
  const alone: SmallAcademy = {
    schools: village.schools?.slice(0, 1),
    pupils: village.pupils?.filter(({ school }) => school === '10'),
    guardians: village.guardians?.filter(({ id }) => id !== '804'),
    staff: village.staff?.slice(0, 2),
  };
  const report = await toulouse(alone, '20260908');
  expect(report.fates).toMatchObject({ leaving: 0, rejected: 0, moved: 0 });
});

test('a Delta adds, changes what it lists and deletes; who is not in it stays', async () => {
  await toulouse(village);
  const file = (category: string, body: string) => [`ENT1D_Delta_20260908_${category}_0000.xml`, document(body)];
  const report = await imported({
    TOULOUSE: Object.fromEntries([
      file(
        'Eleve',
        request('modifyRequest', 'Eleve', '901', { ENTEleveNiveau: ['0013$CE2'] }) +
          request('deleteRequest', 'Eleve', '904', {}) +
          request(
            'addRequest',
            'Eleve',
            '910',
            pupilAttributes({ id: '910', name: 'Inès Fabre', school: '10', room: 'A', level: 'CE1', guardians: ['801$10'] }),
          ) +
          request('modifyRequest', 'Eleve', '999', { ENTPersonNom: ['Inconnu'] }),
      ),
      file(
        'PersRelEleve',
        request('modifyRequest', 'PersRelEleve', '801', { ENTPersonMail: ['neuve@exemple.fr'] }) +
          request('addRequest', 'PersRelEleve', '811', guardianAttributes({ id: '811', name: 'Sans Enfant' })),
      ),
    ]),
  });
  expect(report.state).toBe('applied');
  expect(await fateOf(report.importId)).toEqual({
    ...{ 'TOULOUSE-901': 'updated', 'TOULOUSE-904': 'leaving', 'TOULOUSE-910': 'created', 'TOULOUSE-999': 'rejected' },
    ...{ 'TOULOUSE-801': 'updated', 'TOULOUSE-811': 'rejected', 'TOULOUSE-804': 'leaving' },
  });
  expect(await placesOf('TOULOUSE-901')).toEqual([{ name: 'CLASSE A', kind: 'pupil', level: 'CE2' }]);
  expect(
    await ask(
      `select email, phone_mobile from kernel.contacts c join kernel.people p on p.id = c.person_id where external_id = 'TOULOUSE-801'`,
    ),
  ).toEqual([{ email: 'neuve@exemple.fr', phone_mobile: '06 39 98 00 01' }]);
});

test('what a school wrote itself is left alone, and the fate says so', async () => {
  await toulouse(village);
  await ask(`update kernel.contacts set email = 'moi@exemple.fr', own_fields = '{email}' where email = 'anne@exemple.fr'`);
  await ask(`update kernel.people set first_name = 'Léa-Rose', own_fields = '{first_name}' where external_id = 'TOULOUSE-901'`);
  await ask(`update kernel.places set name = 'Les lutins', own_fields = '{name}' where external_id = 'TOULOUSE-CLASSE-A'`);
  const report = await toulouse(
    {
      ...village,
      guardians: village.guardians?.map((one) => (one.id === '801' ? { ...one, mail: 'x@exemple.fr', phone: '0639980003' } : one)),
    },
    '20260908',
  );
  expect(
    await ask(
      `select c.email, c.phone_mobile from kernel.contacts c join kernel.people p on p.id = c.person_id where p.external_id = 'TOULOUSE-801'`,
    ),
  ).toEqual([{ email: 'moi@exemple.fr', phone_mobile: '06 39 98 00 03' }]);
  expect(await ask(`select first_name from kernel.people where external_id = 'TOULOUSE-901'`)).toEqual([{ first_name: 'Léa-Rose' }]);
  expect(await ask(`select name from kernel.places where external_id = 'TOULOUSE-CLASSE-A'`)).toEqual([{ name: 'Les lutins' }]);
  expect(
    await ask(
      `select fate, kept from imports.fates where import_id = $1 and key = any ('{TOULOUSE-801,TOULOUSE-901}') and counted order by key`,
      [report.importId],
    ),
  ).toEqual([
    { fate: 'updated', kept: ['email'] },
    { fate: 'unchanged', kept: ['first_name'] },
  ]);
});

test('a class renamed is the same class, and a class that vanished is closed', async () => {
  await toulouse(village);
  const [{ id } = { id: '' }] = await ask<{ id: string }>(`select id from kernel.places where external_id = 'TOULOUSE-CLASSE-A'`);
  const renamed = complet(
    { ...village, pupils: village.pupils?.map((one) => (one.room === 'B' ? { ...one, room: 'C' } : one)) },
    '20260908',
  );
  await imported({
    TOULOUSE: Object.fromEntries(Object.entries(renamed).map(([name, text]) => [name, text.replaceAll('CLASSE A', 'CE1 bleu')])),
  });
  expect(await ask(`select external_id, name, closed_on from kernel.places where kind = 'class' order by 1`)).toEqual([
    { external_id: 'TOULOUSE-CLASSE-A', name: 'CE1 bleu', closed_on: null },
    { external_id: 'TOULOUSE-CLASSE-B', name: 'CLASSE B', closed_on: '2026-09-08' },
    { external_id: 'TOULOUSE-CLASSE-C', name: 'CLASSE C', closed_on: null },
  ]);
  expect(await ask(`select id from kernel.places where name = 'CE1 bleu'`)).toEqual([{ id }]);
});

test('three months by the clock: 60 days of grace, 30 in the trash, then erased; a town’s employee stays', async () => {
  await toulouse(village);
  await toulouse(
    { ...village, pupils: village.pupils?.slice(0, 3), guardians: village.guardians?.slice(0, 3), staff: village.staff?.slice(1) },
    '20260908',
  );
  const [{ id } = { id: '' }] = await ask<{ id: string }>(`select id from kernel.people where external_id = 'TOULOUSE-701'`);
  const [{ town } = { town: '' }] = await ask<{ town: string }>(`select id as town from kernel.places where kind = 'town'`);
  await ent.give(id, 'town', town);
  const after = (days: number) => new Date(now.getTime() + days * 86_400_000);
  const left = async () =>
    (
      await ask<{ external_id: string; trashed: boolean }>(
        `select external_id, trashed_at is not null as trashed from kernel.people where leaving_since is not null order by 1`,
      )
    ).map(({ external_id, trashed }) => `${external_id} ${trashed ? 'trash' : 'open'}`);
  await leave(ent.db, after(59), []);
  expect(await left()).toEqual(['TOULOUSE-804 open', 'TOULOUSE-904 open']);
  await leave(ent.db, after(60), []);
  expect(await left()).toEqual(['TOULOUSE-804 trash', 'TOULOUSE-904 trash']);
  await leave(ent.db, after(89), []);
  expect(await left()).toHaveLength(2);
  expect(await leave(ent.db, after(90), [])).toEqual({ stayed: 0, trashed: 0, erased: 2 });
  expect(await ask(`select count(*) from kernel.people where external_id in ('TOULOUSE-804', 'TOULOUSE-904')`)).toEqual([{ count: 0 }]);
  expect(await ask(`select count(*) from kernel.people where external_id = 'TOULOUSE-701'`)).toEqual([{ count: 1 }]);
});

test('the share of a Delta is of the whole school, not of the few people it names', async () => {
  const big: SmallAcademy = {
    ...village,
    pupils: Array.from({ length: 30 }, (_, at) => ({ id: String(930 + at), name: `Léa Roux${at}`, school: '10', room: 'A' })),
  };
  await toulouse(big);
  const leaves = document(request('deleteRequest', 'Eleve', '930', {}));
  const report = await imported({ TOULOUSE: { 'ENT1D_Delta_20260902_Eleve_0000.xml': leaves } }, false);
  expect(report.fates.leaving).toBe(1);
  expect(report.schools.filter(({ state }) => state === 'check')).toEqual([]);
  const [school] = await ask(`select before_people from imports.schools where import_id = $1 and key = 'TOULOUSE-10'`, [report.importId]);
  expect(school).toEqual({ before_people: 32 });
});
