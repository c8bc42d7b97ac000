import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sql } from '#kernel/db';
import { builtAssets, openBrowser, startEnt } from '#kernel/testing';
import { services } from '../../preau.ts';
import { synth } from '../../synth/index.ts';
import { activate, printed, type Sheet, somebody } from './people.ts';

/** The main story, in a real browser: from the academy's files to a signed note. */

const ent = await startEnt(services, { built: await builtAssets() });
const browser = await openBrowser();
afterAll(async () => {
  await browser.close();
  await ent[Symbol.asyncDispose]();
});
const origin = await ent.app.listen({ host: '127.0.0.1', port: 0 });

const { stories } = await synth({ folder: join(ent.folder, 'aaf'), seed: 7 });
const separated = stories.separatedParents;
if (!separated) throw new Error('the generator has no separated parents');

const one = async <T>(query: ReturnType<typeof sql<T>>): Promise<T> => {
  const { rows } = await query.execute(ent.db);
  if (!rows[0]) throw new Error('nothing was found');
  return rows[0];
};
type Adult = { id: string; login: string; firstName: string; name: string; secrets: string[] };
const adult = (jointure: string | undefined) =>
  one(sql<Adult>`
    select p.id, a.login, p.first_name as "firstName", p.first_name || ' ' || p.last_name as name,
      array_remove(array[c.email, c.phone_mobile, c.phone_home, c.phone_work, c.address, a.login], null) as secrets
    from kernel.people p join kernel.accounts a on a.person_id = p.id left join kernel.contacts c on c.person_id = p.id
    where p.external_id = ${`${separated.academy}-${jointure}`}`);

test('from the academy’s files to a signed note', { timeout: 240_000 }, async () => {
  // The region's first administrator is made on the server, and enters with the code it printed.
  const said: string[] = [];
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = (chunk: string | Uint8Array) => said.push(String(chunk)) > 0;
  const command = services.flatMap((service) => service.commands ?? []).find(({ name }) => name === 'admin');
  const code = await command?.run(['create', 'Ada', 'Fabre'], {
    db: ent.db,
    url: '',
    services,
    folder: ent.folder,
    secret: ent.secret,
    origin,
  });
  process.stdout.write = write;
  expect(code).toBe(0);
  const given = /identifiant=([^&]+)&code=([a-z0-9-]+)/.exec(said.join(''));
  const { page: ada } = await somebody(browser, origin, 'desk');
  await activate(ada, { login: given?.[1] ?? '', code: given?.[2] ?? '' });

  // The academy's files were laid on the server: she has them read, reviews what would change, and agrees.
  await ada.goto('/imports');
  await ada.getByRole('button', { name: /^Lire/ }).click();
  await ada.waitForURL(/\/imports\/[0-9a-f-]{36}/);
  await ent.settle();
  await ada.reload();
  await ada.getByText(/^Appliquer les/).click();
  await ada.getByRole('button', { name: 'Oui, appliquer' }).click();
  await ent.settle();
  await ada.reload();
  expect(await ada.locator('main').innerText()).toContain('Appliqué');

  // Notes wait for the school day (see evening.test.ts): here they arrive at once, whatever the hour this runs at.
  await ent.db.updateTable('kernel.schools').set({ calm: false }).execute();

  // Each school's director gets a printed sheet.
  const school = await one(sql<{ id: string; name: string }>`
    select s.id, p.name from kernel.schools s join kernel.places p on p.id = s.id where s.uai = ${separated.schools[0]}`);
  const director = await one(sql<{ login: string }>`
    select a.login from kernel.functions f join kernel.accounts a on a.person_id = f.person_id where f.place_id = ${school.id} and f.kind = 'director'`);
  await ada.goto(`/comptes?q=${encodeURIComponent(separated.schools[0] ?? '')}`);
  const forDirector = await printed(ada, () => ada.getByRole('button', { name: new RegExp(school.name) }).click());
  expect(forDirector.sheets.map(({ login }) => login)).toEqual([director.login]);

  // The director enters, says who teaches the class, prints the sheets of the team and of the families.
  const mother = await adult(separated.guardians[0]);
  const father = await adult(separated.guardians[1]);
  const child = await one(sql<{ id: string; firstName: string; classId: string; className: string }>`
    select p.id, p.first_name as "firstName", c.id as "classId", c.name as "className"
    from kernel.people p join kernel.functions f on f.person_id = p.id and f.kind = 'pupil' join kernel.places c on c.id = f.place_id and c.kind = 'class'
    where p.external_id = ${`${separated.academy}-${separated.pupils[0]}`}`);
  const teacher = await one(sql<{ id: string; login: string; name: string }>`
    select p.id, a.login, p.first_name || ' ' || p.last_name as name
    from kernel.functions f join kernel.people p on p.id = f.person_id join kernel.accounts a on a.person_id = p.id
    where f.place_id = ${school.id} and f.kind = 'teacher' order by p.last_name, p.id limit 1`);

  const { page: desk } = await somebody(browser, origin, 'desk');
  await activate(desk, forDirector.sheets[0] ?? { login: '', code: '' });
  await desk.goto('/ecole');
  const classForm = desk.getByRole('form', { name: `Rattacher à cette classe : ${child.className}`, exact: true });
  await classForm.getByRole('combobox').selectOption({ label: teacher.name });
  await classForm.getByRole('button', { name: 'Rattacher' }).click();
  await desk.getByText(`${teacher.name} a maintenant la classe ${child.className}.`).waitFor();

  await desk.goto(`/comptes/ecoles/${school.id}`);
  const team = await printed(desk, () => desk.getByRole('button', { name: 'Imprimer', exact: false }).last().click());
  await desk.goto(`/comptes/classes/${child.classId}`);
  const families = await printed(desk, () => desk.getByRole('button', { name: 'Imprimer', exact: false }).last().click());
  const sheetOf = (sheets: Sheet[], login: string): Sheet => sheets.find((sheet) => sheet.login === login) ?? { login, code: 'no sheet' };

  // The teacher writes a note, sees who will receive it, sends it.
  const { page: board } = await somebody(browser, origin, 'desk');
  await activate(board, sheetOf(team.sheets, teacher.login));
  await board.getByRole('link', { name: 'Écrire un mot' }).click();
  await board.getByRole('button', { name: 'Écrire ce mot' }).click();
  await board.getByLabel('Titre').fill('Sortie au muséum');
  await board.locator('.rich-editor [role=textbox]').fill('Nous partons jeudi toute la journée. Prévoir un pique-nique.');
  await board.getByLabel('De signer').check();
  await board.getByLabel('Tous les responsables signent').check();
  await board.getByRole('button', { name: 'Voir qui recevra ce mot' }).click();
  await board.waitForURL('**/apercu');
  const preview = await board.locator('main').innerText();
  for (const name of [child.firstName, mother.firstName, father.firstName]) expect(preview).toContain(name);
  expect(preview).toContain('compte');
  await board.getByRole('button', { name: /^Envoyer/ }).click();
  await board.waitForURL('**/suivi');
  await ent.settle();

  // Each guardian sees it first in « À faire ». The mother signs in two taps.
  const { page: hers } = await somebody(browser, origin, 'phone');
  await activate(hers, sheetOf(families.sheets, mother.login));
  const todo = hers.getByRole('list').filter({ hasText: 'Sortie au muséum' }).first();
  expect(await todo.innerText()).toContain(child.firstName);
  await hers
    .getByRole('link', { name: /Sortie au muséum/ })
    .first()
    .tap();
  await hers.getByRole('button', { name: 'Je signe' }).tap();
  await hers.getByText('Signé').first().waitFor();
  await hers.goto('/');
  expect(await hers.locator('main').innerText()).not.toContain('Sortie au muséum');

  // The father still has it to do, and sees nothing of her: neither her answer, nor her address, nor her phone.
  const { page: his, context } = await somebody(browser, origin, 'phone');
  await activate(his, sheetOf(families.sheets, father.login));
  await his
    .getByRole('link', { name: /Sortie au muséum/ })
    .first()
    .tap();
  await his.getByRole('button', { name: 'Je signe' }).waitFor();
  expect(mother.secrets.length).toBeGreaterThan(1);
  for (const path of [his.url(), `${origin}/`, `${origin}/liaison`, `${origin}/compte`])
    for (const accept of ['text/html', 'application/json']) {
      const seen = await (await context.request.get(path, { headers: { accept } })).text();
      for (const secret of [...mother.secrets, mother.firstName]) expect(seen, `${path} ${accept}`).not.toContain(secret);
      if (path.includes('/mots/')) expect(seen, `${path} ${accept}`).not.toMatch(/Signé|répondu le/);
    }

  // The teacher sees who is missing, reminds them, prints their slips.
  await board.reload();
  expect(await board.locator('main').innerText()).toContain(`0 sur`);
  await board
    .getByText(/^Relancer/)
    .first()
    .click();
  await board.getByRole('button', { name: 'Envoyer le rappel' }).click();
  await ent.settle();
  const reminded = await one(sql<{ people: string[] }>`
    select array_agg(distinct person_id) as people from kernel.notifications n join kernel.events e on e.id = n.event_id where e.event = 'reminder'`);
  expect(reminded.people).toContain(father.id);
  expect(reminded.people).not.toContain(mother.id);
  const slips = await printed(board, () => board.getByRole('link', { name: 'Coupons des manquants' }).click());
  const missing = await one(sql<{ households: number }>`
    select count(distinct (g.pupil_id, coalesce(c.address || c.postal_code, g.guardian_id::text)))::int as households
    from kernel.guardianships g
    join kernel.functions f on f.person_id = g.pupil_id and f.place_id = ${child.classId} and f.kind = 'pupil'
    left join kernel.contacts c on c.person_id = g.guardian_id
    where g.holds_authority and g.guardian_id <> ${mother.id}`);
  const paper = slips.pages.join('\n');
  expect(paper.match(/Sortie au muséum/g)).toHaveLength(missing.households);
  expect(paper).toContain(father.firstName);
  for (const secret of [mother.name, ...mother.secrets]) expect(paper).not.toContain(secret);

  // What came back on paper is entered: for this child, everybody has now signed.
  await board.getByRole('link', { name: 'Retours papier' }).click();
  await board.locator(`input[value="${child.id}.${father.id}"]`).check();
  await board
    .getByRole('button', { name: /Enregistrer/ })
    .last()
    .click();
  await board.goto(board.url().replace(/papier.*/, 'suivi'));
  expect(await board.locator('main').innerText()).toContain('1 sur');
  await his.reload();
  await his.getByText('reçu sur papier par l’école').waitFor();
});
