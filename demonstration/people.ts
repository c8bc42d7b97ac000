import { type Database, type FunctionKind, newId, sql, type Writer } from '#kernel/db';
import { acceptCharter, codeAt, createAccount, hashPassword, keepAuthenticator, newKey, stepAt, worksAs } from '#kernel/identity';
import type { Story, SynthReport } from '../synth/index.ts';

/** Everybody of the demonstration signs in with this; it opens nothing anywhere else. */
export const password = 'preau-demonstration';

export type Shown = { personId: string; profile: string; school: string };

const idOf = async (db: Database, academy: string, jointure: string | undefined): Promise<string> =>
  (
    await db
      .selectFrom('kernel.people')
      .select('id')
      .where('external_id', '=', `${academy}-${jointure}`)
      .executeTakeFirstOrThrow(() => new Error(`nobody is ${academy}-${jointure}`))
  ).id;

const schoolOf = async (db: Database, uai: string | undefined): Promise<{ id: string; name: string }> =>
  db
    .selectFrom('kernel.schools')
    .innerJoin('kernel.places', 'kernel.places.id', 'kernel.schools.id')
    .select(['kernel.schools.id', 'name'])
    .where('uai', '=', uai ?? '')
    .executeTakeFirstOrThrow();

/** Makes somebody whom the academy's files do not know. */
async function invent(
  db: Writer,
  firstName: string,
  lastName: string,
  kind: FunctionKind,
  placeId: string,
  schoolId: string | null,
  endsOn: string | null = null,
): Promise<string> {
  const id = newId();
  await db.insertInto('kernel.people').values({ id, civility: null, first_name: firstName, last_name: lastName }).execute();
  await db
    .insertInto('kernel.functions')
    .values({ id: newId(), person_id: id, place_id: placeId, school_id: schoolId, kind, ends_on: endsOn })
    .execute();
  await createAccount(db, { id, firstName, lastName });
  return id;
}

/** The director of each school gives every class but the last its teacher: one is left, to be done from the screen. */
export async function attachTeachers(db: Database): Promise<void> {
  await sql`
    with classes as (
      select c.id, c.school_id, row_number() over (partition by c.school_id order by c.name) as n, count(*) over (partition by c.school_id) as all_classes
      from kernel.places c where c.kind = 'class' and c.closed_on is null),
    teachers as (
      select f.person_id, f.school_id, row_number() over (partition by f.school_id order by p.last_name, p.id) as n
      from kernel.functions f join kernel.people p on p.id = f.person_id
      where f.kind = 'teacher' and f.place_id = f.school_id)
    insert into kernel.functions (id, person_id, place_id, school_id, kind)
    select gen_random_uuid(), t.person_id, c.id, c.school_id, 'teacher'
    from classes c join teachers t using (school_id, n)
    where c.n < c.all_classes
    on conflict do nothing`.execute(db);
}

/** One known person per profile, found in the stories of the generator or invented beside them. */
export async function cast(db: Database, stories: SynthReport['stories']): Promise<Shown[]> {
  const story = (name: keyof SynthReport['stories']): Story => {
    const found = stories[name];
    if (!found) throw new Error(`the generator tells no story of ${name}`);
    return found;
  };
  const separated = story('separatedParents');
  const siblings = story('siblingsAcrossSchools');
  const school = await schoolOf(db, separated.schools[0]);
  const { academy } = separated;
  const [mother, father] = [await idOf(db, academy, separated.guardians[0]), await idOf(db, academy, separated.guardians[1])];
  const twoSchools = await idOf(db, siblings.academy, siblings.guardians[0]);
  const child = await idOf(db, academy, separated.pupils[0]);

  const { rows: places } = await sql<{ kind: string; id: string }>`
    select a.kind, a.id from kernel.place_ancestors l join kernel.places a on a.id = l.ancestor_id where l.place_id = ${school.id}`.execute(
    db,
  );
  const placeOf = (kind: string): string => places.find((place) => place.kind === kind)?.id ?? school.id;
  const someone = async (kind: FunctionKind, where: string): Promise<string | undefined> =>
    (
      await sql<{ id: string }>`
        select f.person_id as id from kernel.functions f join kernel.people p on p.id = f.person_id
        where f.kind = ${kind} and ${sql.raw(where)} order by p.last_name, p.id limit 1`.execute(db)
    ).rows[0]?.id;
  const inClassOf = `f.place_id in (select place_id from kernel.functions where person_id = '${child}')`;
  const teacher = await someone('teacher', inClassOf);
  const director = await someone('director', `f.school_id = '${school.id}'`);
  const small = await someone('pupil', `f.level in ('PS', 'MS')`);
  const beginner = await someone('pupil', `f.school_id = '${school.id}' and f.level = 'CP'`);
  const assistant = await someone('assistant', `f.school_id = '${school.id}'`);
  const made = await db.transaction().execute(async (tx) => ({
    atsem: await invent(tx, 'Rose', 'Pujol', 'atsem', school.id, school.id, '2027-07-31'),
    town: await invent(tx, 'Luc', 'Mercadier', 'town', placeOf('town'), null, '2027-07-31'),
    inspector: await invent(tx, 'Marc', 'Delmas', 'inspector', placeOf('circonscription'), null),
    academy: await invent(tx, 'Irène', 'Sabatier', 'academy', placeOf('academy'), null),
    administrator: await invent(tx, 'Ada', 'Fabre', 'administrator', placeOf('region'), null),
  }));
  const shown = (personId: string | undefined, profile: string, where = school.name): Shown[] =>
    personId ? [{ personId, profile, school: where }] : [];
  return [
    ...shown(mother, 'Parent'),
    ...shown(father, 'Parent séparé du précédent'),
    ...shown(twoSchools, 'Parent de deux écoles', 'Deux écoles'),
    ...shown(teacher, 'Enseignant·e'),
    ...shown(director, 'Directeur·rice'),
    ...shown(small, 'Élève de maternelle', 'Maternelle'),
    ...shown(beginner, 'Élève de CP'),
    ...shown(child, 'Élève'),
    ...shown(assistant, 'AESH'),
    ...shown(made.atsem, 'ATSEM'),
    ...shown(made.town, 'Personnel de la commune', 'Launaguet'),
    ...shown(made.inspector, 'Inspecteur·rice', 'Circonscription'),
    ...shown(made.academy, 'Équipe académique', 'Académie de Toulouse'),
    ...shown(made.administrator, 'Administration de l’ENT', 'Occitanie'),
  ];
}

/** Opens the accounts of the people shown, charter accepted. */
export async function openAccounts(db: Writer, shown: Shown[], now: Date): Promise<void> {
  const passwordHash = await hashPassword(password);
  for (const { personId } of shown) {
    const account = await db
      .updateTable('kernel.accounts')
      .set({ password_hash: passwordHash, activated_at: now })
      .where('person_id', '=', personId)
      .returning('id')
      .executeTakeFirstOrThrow();
    const { rows } = await sql<{ id: string }>`
      select id from kernel.charters where audience = case when exists (
        select from kernel.functions where person_id = ${personId} and kind = 'pupil') then 'child' else 'adult' end
      order by version desc limit 1`.execute(db);
    for (const { id } of rows) await acceptCharter(db, { accountId: account.id, charterId: id, now });
  }
}

/** Those who work here have an application: the demonstration shows its code on the page that asks for it. Gives its key. */
export async function giveApplication(
  db: Writer,
  { accountId, secret, now }: { accountId: string; secret: Buffer; now: Date },
): Promise<string | null> {
  if (!(await worksAs(db, accountId))) return null;
  const key = newKey();
  // The code before this one: the one shown now has not served.
  if (!(await keepAuthenticator(db, { accountId, key, code: codeAt(key, stepAt(now) - 1), secret, now })))
    throw new Error('the application of a demonstration account was refused');
  return key;
}
