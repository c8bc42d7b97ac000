import { afterAll, expect, test } from 'vitest';
import { newId } from '#kernel';
import { pagesOf, startEnt } from '#kernel/testing';
import account from './service.ts';

const ent = await startEnt([account]);
afterAll(() => ent[Symbol.asyncDispose]());

const region = newId();
await ent.db.insertInto('kernel.places').values({ id: region, kind: 'region', name: 'Occitanie' }).execute();
const townId = await ent.town();
const here = await ent.school({ name: 'École des Tilleuls', parentId: region, townId });
const there = await ent.school({ name: 'École du Port', parentId: region });
const [ce1, ce2, farCe1] = [await ent.classroom(here, 'CE1 A'), await ent.classroom(here, 'CE2 B'), await ent.classroom(there, 'CE1 Port')];
const teacherId = await ent.teacher('Hugo Lafont', ce1);
await ent.give(teacherId, 'teacher', here);
const [teacher, director] = [await ent.as(teacherId), await ent.as(await ent.director('Nadia Ferrand', here))];

const [lea, tom] = [await ent.pupil('Léa Martin', ce1), await ent.pupil('Tom Bonnet', ce1)];
const zoe = await ent.pupil('Zoé Martin', ce2);
const [anne, marc, lucie] = [
  await ent.guardian('Anne Martin', lea, zoe),
  await ent.guardian('Marc Durand', lea),
  await ent.guardian('Lucie Bonnet', tom),
];
const farPupil = await ent.pupil('Ines Loin', farCe1);
const farParent = await ent.guardian('Ana Loin', farPupil);

const codeIn = /[a-z3-9]{4}-[a-z3-9]{4}-[a-z3-9]{4}/g;
const print = async (visitor: typeof teacher, url: string, form: Record<string, string> = {}) => {
  const answer = await visitor.post(url, form);
  expect([answer.statusCode, answer.headers['content-type']], url).toEqual([200, 'application/pdf']);
  const pages = await pagesOf(answer.rawPayload);
  return { answer, pages, text: pages.join('\n'), codes: pages.flatMap((page) => page.match(codeIn) ?? []) };
};
const loginOf = async (personId: string) =>
  (await ent.db.selectFrom('kernel.accounts').select('login').where('person_id', '=', personId).executeTakeFirstOrThrow()).login;
const activate = async (personId: string, code: string) =>
  ent.nobody.post('/activation', { login: await loginOf(personId), code, password: 'girafe tulipe velo nuage' });
/** The code that stands under somebody's login on the paper. */
const codeOf = (text: string, login: string): string =>
  new RegExp(`${login.replace('.', '\\.')}[^]*?(${codeIn.source})`).exec(text)?.[1] ?? '';

test('a teacher prints the sheets of the families of the class: each parent one, both parents of a child two, and nobody else', async () => {
  const { answer, text, codes, pages } = await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'new' });
  expect(answer.headers['cache-control']).toBe('private, no-store');
  expect(answer.headers['content-disposition']).toContain('Fiches%20CE1%20A.pdf');
  expect(codes).toHaveLength(3);
  expect(new Set(codes).size).toBe(3);
  for (const name of ['Anne Martin', 'Marc Durand', 'Lucie Bonnet', 'Léa Martin', 'Tom Bonnet']) expect(text).toContain(name);
  for (const stranger of ['Zoé', 'Ines', 'Ana Loin', 'tom.bonnet', 'lea.martin']) expect(text).not.toContain(stranger);
  // Two sheets a page, then the list of whoever hands them out: every name, no code.
  expect(pages).toHaveLength(3);
  expect(pages[2]).toContain('À distribuer');
  expect(pages[2]).not.toMatch(codeIn);
  for (const name of ['Anne Martin', 'Marc Durand', 'Lucie Bonnet']) expect(pages[2]).toContain(name);
  // Separated parents: nothing of one is on the sheet of the other.
  const halves = text.split('Votre accès à Préau').filter((half) => half.includes('anne.martin'));
  expect(halves.some((half) => half.includes('marc.durand') && half.includes('anne.martin'))).toBe(false);

  const journal = await ent.db
    .selectFrom('kernel.audit')
    .select(['school_id', 'details'])
    .where('action', '=', 'account.sheets.printed')
    .execute();
  expect(journal).toEqual([{ school_id: here, details: { classId: ce1, who: 'families', which: 'new', count: 3 } }]);
});

test('the sheet works; a later sheet kills it; « not yet handed out » then prints nobody', async () => {
  const first = await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'waiting' });
  const none = await teacher.post(`/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'new' });
  expect(none.statusCode).toBe(422);
  expect(none.body).toContain('Il n’y a personne');
  const second = await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'waiting' });
  const login = await loginOf(lucie);
  const [dead, live] = [codeOf(first.text, login), codeOf(second.text, login)];
  expect(dead).toMatch(codeIn);
  expect(live).not.toBe(dead);
  expect((await activate(lucie, dead)).statusCode).toBe(422);
  expect((await activate(lucie, live)).statusCode).toBe(303);
  const { families } = (await teacher.json(`/comptes/classes/${ce1}`)).json();
  expect(families.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
    ['Lucie Bonnet', 'active'],
    ['Marc Durand', 'issued'],
    ['Anne Martin', 'issued'],
  ]);
  expect((await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'waiting' })).codes).toHaveLength(2);
  expect((await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'all' })).codes).toHaveLength(3);
  expect((await ent.nobody.post('/connexion', { login, password: 'girafe tulipe velo nuage' })).statusCode).toBe(303);
});

test('pupils have sheets in their own words', async () => {
  const { text, codes } = await print(teacher, `/comptes/classes/${ce1}/fiches`, { who: 'pupils', which: 'all' });
  expect(codes).toHaveLength(2);
  expect(text).toContain('Ton mot de passe est secret');
  expect(text).not.toContain('Anne Martin');
  expect((await print(director, `/comptes/classes/${ce1}/fiches`, { who: 'both', which: 'all' })).codes).toHaveLength(5);
});

test('a teacher prints for their class alone: another class, another school and a class that never was do not exist', async () => {
  for (const url of [ce2, farCe1, newId(), 'pas-un-id', here].map((id) => `/comptes/classes/${id}`)) {
    expect((await teacher.get(url)).statusCode, url).toBe(404);
    expect((await teacher.post(`${url}/fiches`, { who: 'families', which: 'all' })).statusCode, url).toBe(404);
  }
  for (const id of [zoe, farPupil, farParent, newId(), 'pas-un-id']) {
    expect((await teacher.get(`/comptes/personnes/${id}`)).statusCode, id).toBe(404);
    expect((await teacher.post(`/comptes/personnes/${id}/fiche`)).statusCode, id).toBe(404);
  }
  expect((await teacher.post(`/comptes/ecoles/${here}/fiches`, { which: 'all' })).statusCode).toBe(404);
  expect((await director.get(`/comptes/classes/${ce2}`)).statusCode).toBe(200);
  expect((await director.get(`/comptes/classes/${farCe1}`)).statusCode).toBe(404);
  expect((await director.get(`/comptes/ecoles/${there}`)).statusCode).toBe(404);
  expect((await director.get(`/comptes/personnes/${farParent}`)).statusCode).toBe(404);
});

test('parents, pupils and the town print nothing', async () => {
  const town = await ent.person('Luc Mairie');
  await ent.give(town, 'town', townId);
  for (const id of [anne, lea, town]) {
    const visitor = await ent.as(id);
    for (const url of ['/comptes', `/comptes/classes/${ce1}`, `/comptes/ecoles/${here}`, `/comptes/personnes/${lea}`])
      expect((await visitor.get(url)).statusCode, url).toBe(404);
    for (const url of [`/comptes/classes/${ce1}/fiches`, `/comptes/personnes/${lea}/fiche`, `/comptes/personnes/${lea}/blocage`])
      expect((await visitor.post(url, { who: 'both', which: 'all' })).statusCode, url).toBe(404);
  }
});

test('nobody climbs: the parent who directs a school, inspects it or runs the ENT gets no sheet from a teacher, nor from a director', async () => {
  const climbing: string[] = [];
  for (const [name, kind, place] of [
    ['Irène Administre', 'administrator', region],
    ['Jean Académie', 'academy', region],
    ['Rosa Inspecte', 'inspector', region],
    ['Paul Dirige', 'director', there],
    ['Nina Enseigne', 'teacher', farCe1],
    ['Luc Commune', 'town', townId],
  ] as const) {
    const id = await ent.guardian(name, tom);
    await ent.give(id, kind, place);
    climbing.push(id);
  }
  const { text, codes } = await print(director, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'all' });
  expect(codes).toHaveLength(3);
  expect(text).not.toMatch(/Administre|Académie|Inspecte|Dirige|Enseigne|Commune/);
  for (const visitor of [teacher, director])
    for (const id of climbing)
      for (const what of ['fiche', 'blocage'])
        expect((await visitor.post(`/comptes/personnes/${id}/${what}`)).statusCode, `${what} ${id}`).toBe(404);
  expect((await teacher.get(`/comptes/classes/${ce1}`)).body).toContain('cette personne a une autre fonction');
  await ent.db.deleteFrom('kernel.people').where('id', 'in', climbing).execute();
});

test('a parent who once worked in a school is a parent', async () => {
  const id = await ent.guardian('Lise Ancienne', tom);
  await ent.give(id, 'director', there, { endsOn: '2020-07-05' });
  expect((await teacher.get(`/comptes/personnes/${id}`)).statusCode).toBe(200);
  await ent.db.deleteFrom('kernel.people').where('id', '=', id).execute();
});

test('the academy prints the directors’ sheets and the town’s, not those of families; a director prints the team’s, not another director’s', async () => {
  const academy = await ent.as(
    await (async () => {
      const id = await ent.person('Irène Sabatier');
      await ent.give(id, 'academy', region);
      return id;
    })(),
  );
  const [paul, rose] = [await ent.director('Paul Port', there), await ent.director('Rose Codirige', here)];
  await ent.give(paul, 'teacher', farCe1);
  const list = (await academy.json('/comptes?q=port')).json();
  expect(list.schools.map(({ name, directors }: { name: string; directors: unknown }) => [name, directors])).toEqual([
    ['École du Port', [{ name: 'Paul Port', state: 'none' }]],
  ]);
  const sheets = await print(academy, `/comptes/ecoles/${there}/fiches`, { which: 'waiting' });
  expect(sheets.codes).toHaveLength(1);
  expect(sheets.text).toContain('paul.port');
  expect((await activate(paul, sheets.codes[0] ?? '')).statusCode).toBe(303);
  const town = await ent.person('Marie Town');
  await ent.give(town, 'town', townId);
  expect((await academy.get(`/comptes/personnes/${town}`)).statusCode).toBe(200);
  for (const id of [lea, anne, teacherId]) expect((await academy.get(`/comptes/personnes/${id}`)).statusCode).toBe(404);
  expect((await academy.get(`/comptes/classes/${ce1}`)).statusCode).toBe(404);

  const team = await print(director, `/comptes/ecoles/${here}/fiches`, { which: 'all' });
  expect(team.codes).toHaveLength(1);
  expect(team.text).toContain('hugo.lafont');
  expect((await director.post(`/comptes/personnes/${rose}/fiche`)).statusCode).toBe(404);
  const administrator = await ent.person('Ada Fabre');
  await ent.give(administrator, 'administrator', region);
  expect((await academy.get(`/comptes/personnes/${administrator}`)).statusCode).toBe(404);
  const ada = await ent.as(administrator);
  expect((await ada.get(`/comptes/personnes/${rose}`)).statusCode).toBe(200);
});

test('one sheet for one person; the page warns before', async () => {
  const page = await teacher.get(`/comptes/personnes/${marc}`);
  expect(page.body).toContain('La feuille remise avant ne fonctionnera plus.');
  expect(page.body).not.toContain('/blocage');
  const { codes, text } = await print(teacher, `/comptes/personnes/${marc}/fiche`);
  expect(codes).toHaveLength(1);
  expect(text).toContain('Léa Martin');
  expect((await activate(marc, codes[0] ?? '')).statusCode).toBe(303);
});

test('a director blocks an account: out at the next request, not in again, no sheet; then lets it in', async () => {
  const visitor = await ent.as(marc);
  expect((await visitor.get('/compte')).statusCode).toBe(200);
  expect((await teacher.post(`/comptes/personnes/${marc}/blocage`)).statusCode).toBe(404);
  expect((await director.get(`/comptes/personnes/${marc}`)).body).toContain('Rien n’est effacé');
  expect((await director.post(`/comptes/personnes/${marc}/blocage`)).statusCode).toBe(303);
  expect((await director.post(`/comptes/personnes/${marc}/blocage`)).statusCode).toBe(404);
  expect((await visitor.get('/compte')).headers.location).toContain('/connexion');
  const enter = async () =>
    (await ent.nobody.post('/connexion', { login: await loginOf(marc), password: 'girafe tulipe velo nuage' })).statusCode;
  expect(await enter()).toBe(422);
  const refused = await director.post(`/comptes/personnes/${marc}/fiche`);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('débloquez-le avant');
  expect((await print(director, `/comptes/classes/${ce1}/fiches`, { who: 'families', which: 'all' })).text).not.toContain('Marc Durand');
  expect((await director.post(`/comptes/personnes/${marc}/deblocage`)).statusCode).toBe(303);
  expect(await enter()).toBe(303);
  expect((await visitor.get('/compte')).statusCode).toBe(303);
});

test('when the press fails, no code is made and the earlier sheets still work', async () => {
  const earlier = await print(teacher, `/comptes/personnes/${anne}/fiche`);
  const codes = () => ent.db.selectFrom('kernel.activation_codes').select(['id', 'revoked_at']).orderBy('id').execute();
  const before = await codes();
  // A login that no QR code can hold: the press stops.
  await ent.db
    .updateTable('kernel.accounts')
    .set({ login: 'a'.repeat(4000) })
    .where('person_id', '=', anne)
    .execute();
  const failed = await teacher.post(`/comptes/personnes/${anne}/fiche`);
  await ent.db.updateTable('kernel.accounts').set({ login: 'anne.martin' }).where('person_id', '=', anne).execute();
  expect(failed.statusCode).toBe(500);
  expect(await codes()).toEqual(before);
  expect((await activate(anne, earlier.codes[0] ?? '')).statusCode).toBe(303);
});

test('how many have come in, class by class', async () => {
  const { classes, teams } = (await director.json('/comptes')).json();
  expect(
    classes.map(({ name, families, familiesActive, pupils }: Record<string, unknown>) => [name, families, familiesActive, pupils]),
  ).toEqual([
    ['CE1 A', 3, 3, 2],
    ['CE2 B', 1, 1, 1],
  ]);
  expect(teams[0]).toMatchObject({ school: 'École des Tilleuls', active: 0 });
  expect((await teacher.json('/comptes')).json().classes).toHaveLength(1);
  expect((await teacher.get('/comptes')).body).toContain('3 comptes activés sur 3');
});

test('what somebody is called cannot become Typst, nor leave its sheet', async () => {
  const id = await ent.guardian('#panic("x") *gras* $x$', tom);
  const { text } = await print(teacher, `/comptes/personnes/${id}/fiche`);
  expect(text).toContain('#panic("x") *gras* $x$');
});
