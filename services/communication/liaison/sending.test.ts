import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ent, startEnt } from '#kernel/testing';
import { at, draftBy, outing, send, sentBy, village } from './scene.ts';
import liaison from './service.ts';

let ent: Ent;
let v: Awaited<ReturnType<typeof village>>;

beforeAll(async () => {
  ent = await startEnt([liaison]);
  v = await village(ent);
});
afterAll(() => ent[Symbol.asyncDispose]());

type Recipient = { pupil_id: string; guardian_id: string };
const rowsOf = async (noteId: string): Promise<string[]> => {
  const rows = (await ent.db
    .selectFrom('liaison.recipients' as never)
    .selectAll()
    .where('note_id' as never, '=', noteId as never)
    .execute()) as Recipient[];
  return rows.map((row) => `${row.pupil_id} ${row.guardian_id}`).sort();
};
type Previewed = { id: string; guardians: { id: string }[] };
const previewOf = async (teacher: string, noteId: string): Promise<string[]> => {
  const { children } = (await (await ent.as(teacher)).json(`/liaison/brouillons/${noteId}/apercu`)).json() as { children: Previewed[] };
  return children.flatMap((child) => child.guardians.map((guardian) => `${child.id} ${guardian.id}`)).sort();
};

test('the preview names who has no account, who is only informed, and who has nobody', async () => {
  const klass = await ent.classroom(v.school, 'CE2');
  const teacher = await ent.teacher('Elsa Roy', klass);
  const [lea, max, alone] = [await ent.pupil('Léa Roux', klass), await ent.pupil('Max Blanc', klass), await ent.pupil('Eli Seul', klass)];
  await ent.guardian('Paul Roux', lea);
  const nurse = await ent.guardian('Nora Blanc', max);
  const uncle = await ent.person('Guy Blanc');
  await ent.link(uncle, max, { kind: 'relative', holdsAuthority: false });
  await ent.db.updateTable('kernel.accounts').set({ activated_at: new Date() }).where('person_id', 'in', [nurse, uncle]).execute();
  const draft = await draftBy(ent, teacher, [klass]);
  const preview = (await (await ent.as(teacher)).json(`/liaison/brouillons/${draft}/apercu`)).json();
  expect(preview.counts).toEqual({ children: 3, guardians: 3, people: 3, withoutAuthority: 1, onPaper: 1, alone: 1 });
  expect(preview.children.find((one: { id: string }) => one.id === alone).guardians).toEqual([]);
  const page = (await (await ent.as(teacher)).get(`/liaison/brouillons/${draft}/apercu`)).body;
  for (const words of ['Qui recevra ce mot', 'Paul Roux', 'sans compte', 'informé', 'Aucun responsable connu'])
    expect(page).toContain(words);
});

test('whom the preview shows, whom the rows name and who can read are the same, whatever the families', { timeout: 120_000 }, async () => {
  const family = fc.record({
    guardians: fc.array(fc.nat(4), { maxLength: 3 }),
    authority: fc.boolean(),
    chosen: fc.boolean(),
    gone: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(family, { minLength: 1, maxLength: 5 }), fc.boolean(), async (families, some) => {
      const klass = await ent.classroom(v.school, 'CM1');
      const teacher = await ent.teacher('Iris Marin', klass);
      const adults = await Promise.all([0, 1, 2, 3, 4].map(() => ent.person('Camille Dupré')));
      const pupils: { id: string; chosen: boolean }[] = [];
      for (const { guardians, authority, chosen, gone } of families) {
        const id = await ent.pupil('Sacha Petit', klass);
        for (const adult of new Set(guardians)) await ent.link(adults[adult]!, id, { holdsAuthority: authority });
        if (gone) await ent.db.updateTable('kernel.functions').set({ ends_on: '2020-01-01' }).where('person_id', '=', id).execute();
        else pupils.push({ id, chosen });
      }
      const wanted = some ? pupils.filter(({ chosen }) => chosen) : pupils;
      if (wanted.length === 0) return;
      const noteId = await draftBy(ent, teacher, [klass], some ? { whom: 'some', pupils: wanted.map(({ id }) => id) } : {});
      const preview = await previewOf(teacher, noteId);
      await send(ent, teacher, noteId);
      expect(await rowsOf(noteId)).toEqual(preview);
      const readers: string[] = [];
      for (const adult of adults)
        for (const { id } of pupils)
          if ((await (await ent.as(adult)).get(at(noteId, id))).statusCode === 200) readers.push(`${id} ${adult}`);
      expect(readers.sort()).toEqual(preview);
    }),
    { numRuns: 12 },
  );
});

test('a list that changed between the preview and the sending is shown again, and nothing left', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const teacher = await ent.as(v.claire);
  const { list } = (await teacher.json(`/liaison/brouillons/${draft}/apercu`)).json();
  const hugo = await ent.pupil('Hugo Neuf', v.ce1);
  await ent.guardian('Rita Neuf', hugo);
  const refused = await teacher.post(`/liaison/brouillons/${draft}/envoi`, { list });
  expect(refused.statusCode).toBe(409);
  expect(refused.body).toContain('vient de changer');
  expect(refused.body).toContain('Rita Neuf');
  expect(await rowsOf(draft)).toEqual([]);
  await send(ent, v.claire, draft);
  expect((await rowsOf(draft)).some((row) => row.startsWith(hugo))).toBe(true);
});

test('a class taken back from its teacher after the draft is neither shown nor written to', async () => {
  const [kept, lost] = [await ent.classroom(v.school, 'Gardée'), await ent.classroom(v.school, 'Perdue')];
  const teacher = await ent.teacher('Ada Morin', kept);
  await ent.give(teacher, 'teacher', lost);
  const [near, far] = [await ent.pupil('Noé Proche', kept), await ent.pupil('Fleur Loin', lost)];
  await ent.guardian('Anna Proche', near);
  await ent.guardian('Alex Loin', far);
  const draft = await draftBy(ent, teacher, [kept, lost]);
  await ent.db.deleteFrom('kernel.functions').where('person_id', '=', teacher).where('place_id', '=', lost).execute();
  const preview = await (await ent.as(teacher)).get(`/liaison/brouillons/${draft}/apercu`);
  expect(preview.body).toContain('Noé Proche');
  expect(preview.body).not.toContain('Loin');
  await send(ent, teacher, draft);
  expect((await rowsOf(draft)).map((row) => row.split(' ')[0])).toEqual([near]);
});

test('sending twice sends once', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const teacher = await ent.as(v.claire);
  const { list } = (await teacher.json(`/liaison/brouillons/${draft}/apercu`)).json();
  const both = await Promise.all([1, 2].map(() => teacher.post(`/liaison/brouillons/${draft}/envoi`, { list })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 404]);
  expect((await teacher.post(`/liaison/brouillons/${draft}`, { ...outing, classes: v.ce1, title: 'Réécrit' })).statusCode).toBe(404);
});

test('a deadline in the past, a lone option, no text, no title: refused beside the field, the draft stays', async () => {
  const teacher = await ent.as(v.claire);
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const save = (fields: Record<string, string>) =>
    teacher.post(`/liaison/brouillons/${draft}`, { ...outing, classes: v.ce1, press: 'preview', ...fields });
  for (const [fields, words] of [
    [{ deadline: '2020-01-01' }, 'Cette date est passée.'],
    [{ deadline: '2199-01-01' }, 'plus d’un an'],
    [{ reply: 'choice', options: 'Seule' }, 'entre deux et six'],
    [{ title: ' ' }, 'Donnez un titre'],
    [{ text: ' \n ' }, 'Écrivez le texte du mot.'],
    [{ whom: 'some' }, 'Choisissez au moins un élève.'],
  ] as const) {
    const refused = await save(fields);
    expect([words, refused.statusCode]).toEqual([words, 422]);
    expect(refused.body).toContain(words);
  }
  expect((await save({ deadline: '2026-13-45' })).statusCode).toBe(422);
  expect((await teacher.get(`/liaison/brouillons/${draft}`)).statusCode).toBe(200);
});

test('what is typed is kept while it is typed, and comes back', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const teacher = await ent.as(v.claire);
  const typed = new URLSearchParams({
    title: 'Théâtre d’om',
    text: 'Chères',
    classes: v.ce1,
    whom: 'all',
    reply: 'none',
    category: 'outing',
    deadline: '',
  });
  const headers = { accept: 'application/json', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
  const saved = await teacher.inject({ method: 'POST', url: `/liaison/brouillons/${draft}`, headers, payload: typed.toString() });
  expect(saved.statusCode).toBe(201);
  expect(saved.headers['set-cookie']).toBeUndefined();
  const page = (await teacher.get(`/liaison/brouillons/${draft}`)).body;
  expect(page).toContain('value="Théâtre d’om"');
  expect(page).toContain('Chères');
  expect(
    (await (await ent.as(v.marc)).inject({ method: 'POST', url: `/liaison/brouillons/${draft}`, headers, payload: typed.toString() }))
      .statusCode,
  ).toBe(404);
  expect((await teacher.get('/liaison?rayon=drafts')).body).toContain('Théâtre d’om');
});

test('a hostile text is refused whole: links that run, nodes we do not know, depth, weight', async () => {
  const teacher = await ent.as(v.claire);
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const doc = (...content: unknown[]) => JSON.stringify({ type: 'doc', content });
  const link = (href: string) =>
    doc({ type: 'paragraph', content: [{ type: 'text', text: 'ici', marks: [{ type: 'link', attrs: { href } }] }] });
  const deep = (depth: number): unknown =>
    depth === 0
      ? { type: 'paragraph' }
      : { type: 'bulletList', content: [{ type: 'listItem', content: [{ type: 'paragraph' }, deep(depth - 1)] }] };
  const bad = [
    link('javascript:alert(1)'),
    link('JaVaScRiPt:alert(1)'),
    link('data:text/html,x'),
    link('https://x.fr/\nSet-Cookie'),
    link('//evil.example'),
    doc({ type: 'image', attrs: { src: 'https://evil.example/p.png' } }),
    doc({ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'textStyle' }] }] }),
    doc(deep(40)),
    `{"type":"doc","content":${'['.repeat(20_000)}`,
    doc({ type: 'paragraph', content: [{ type: 'text', text: 'a'.repeat(11_000) }] }),
    'a'.repeat(200_000),
  ];
  for (const text of bad) {
    const refused = await teacher.post(`/liaison/brouillons/${draft}`, { ...outing, classes: v.ce1, text, press: 'preview' });
    expect([text.slice(0, 90), refused.statusCode]).toEqual([text.slice(0, 90), 422]);
  }
  const heavy = await teacher.post(`/liaison/brouillons/${draft}`, { ...outing, classes: v.ce1, text: 'a'.repeat(10_000_000) });
  expect(heavy.statusCode).toBe(413);
  expect((await teacher.get(`/liaison/brouillons/${draft}`)).body).toContain('Nous partons au musée.');
});

test('what people type is shown, never run', async () => {
  const xss = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: xss, text: `${xss}\n\n- ${xss}`, reply: 'choice', options: `${xss}\nNon` });
  for (const [who, url] of [
    [v.julie, at(noteId, v.tom)],
    [v.julie, '/liaison'],
    [v.tom, at(noteId, v.tom)],
    [v.claire, `/liaison/mots/${noteId}/suivi`],
    [v.claire, `/liaison/mots/${noteId}/papier`],
  ] as const) {
    const { body } = await (await ent.as(who)).get(url);
    expect(body).toContain('&lt;script>alert(1)');
    expect(body).not.toMatch(/<script>alert|<img src=x/);
  }
});

test('a day of the year 0 is no day', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const answer = await (await ent.as(v.claire)).post(`/liaison/brouillons/${draft}`, { ...outing, classes: v.ce1, deadline: '0000-01-01' });
  expect(answer.statusCode).toBe(422);
});

test('a NUL, half a letter or a direction override never breaks the house', async () => {
  const noteId = await sentBy(ent, v.claire, [v.ce1], { title: 'Sor\u0000tie\u202e', text: 'Bon\u0000jour \ud83d' });
  const page = (await (await ent.as(v.julie)).get(at(noteId, v.tom))).body;
  expect(page).toContain('Sortie');
  expect(page).toContain('Bonjour');
});

test('an attachment is read by who reads the note, and by nobody else; a sixth is refused', async () => {
  const draft = await draftBy(ent, v.claire, [v.ce1]);
  const teacher = await ent.as(v.claire);
  const upload = (names: string[], bytes = '%PDF-1.4 programme', fields = {}) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ ...outing, classes: v.ce1, press: 'save', ...fields })) form.append(name, String(value));
    for (const name of names) form.append('files', new Blob([bytes], { type: 'application/pdf' }), name);
    const request = new Response(form);
    return request.arrayBuffer().then((payload) =>
      teacher.inject({
        method: 'POST',
        url: `/liaison/brouillons/${draft}`,
        headers: { 'content-type': request.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
        payload: Buffer.from(payload),
      }),
    );
  };
  expect((await upload(['programme.pdf'])).statusCode).toBe(303);
  expect((await upload(['piège.pdf'], 'MZ')).statusCode).toBe(422);
  expect((await upload(['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'])).statusCode).toBe(422);
  const file = (await teacher.json(`/liaison/brouillons/${draft}`)).json().attachments[0];
  const drawer = join(ent.folder, 'files');
  const inDrawer = () =>
    (existsSync(drawer) ? readdirSync(drawer, { recursive: true, withFileTypes: true }) : []).filter((one) => one.isFile());
  const before = inDrawer().length;
  // A refusal undoes all: the file that came with it is kept nowhere, the one taken away with it is still there.
  expect((await upload(['plan.pdf'], '%PDF-1.4', { press: 'preview', title: '' })).statusCode).toBe(422);
  expect(
    (await upload(['1.pdf', '2.pdf', '3.pdf', '4.pdf', '5.pdf'], '%PDF-1.4', { remove: file.id, press: 'preview', title: '' })).statusCode,
  ).toBe(422);
  expect(inDrawer()).toHaveLength(before);
  const url = `/liaison/mots/${draft}/pieces/${file.id}`;
  const seen = async (who: string) => (await (await ent.as(who)).get(url)).statusCode;
  expect([await seen(v.claire), await seen(v.julie), await seen(v.dominique)]).toEqual([200, 404, 404]);
  await send(ent, v.claire, draft);
  expect([await seen(v.julie), await seen(v.tom), await seen(v.dominique), await seen(v.emine), await seen(v.lou)]).toEqual([
    200, 200, 200, 404, 404,
  ]);
  expect((await (await ent.as(v.julie)).get(url)).rawPayload.toString()).toContain('programme');
});
