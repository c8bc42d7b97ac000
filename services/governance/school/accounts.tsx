import { hidden, many, newId, type Reader, refuse, routesFor, sql, ticked, uuid, z } from '#kernel';
import { createAccount } from '#kernel/identity';
import { Checkbox, Checkboxes, DateField, Form, Page, Radios, Submit, TextField, useView } from '#kernel/ui';
import { mayMakeTownAccounts, mayRun } from './policy.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const OneSchool = z.object({ schoolId: uuid });

/** Those whom the academy's directory does not know. */
const byHand = ['atsem', 'assistant', 'teacher', 'town'] as const;
const longest = 366;

const NewAccount = z.object({
  civility: z.enum(['Mme', 'M.']).optional(),
  firstName: z.string().trim().min(1, t.giveFirstName).max(60),
  lastName: z.string().trim().min(1, t.giveLastName).max(60),
  kind: z.enum(byHand, t.chooseKind),
  classIds: many(uuid),
  endsOn: z.iso.date(t.giveEnd),
  homonym: ticked,
});

export const newAccount = page('/ecole/:schoolId/comptes/nouveau', {
  params: OneSchool,
  may: mayRun,
  answer: z.object({
    schoolId: z.string(),
    school: z.string(),
    kinds: z.array(z.enum(byHand)),
    classes: z.array(z.object({ id: z.string(), name: z.string() })),
    first: z.string(),
    last: z.string(),
  }),
  load: async ({ db, me, now, params: { schoolId } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!place) return hidden;
    return {
      schoolId,
      school: place.name,
      kinds: byHand.filter((kind) => kind !== 'town' || mayMakeTownAccounts(me)),
      classes: await db
        .selectFrom('kernel.places')
        .select(['id', 'name'])
        .where('school_id', '=', schoolId)
        .where('kind', '=', 'class')
        .where('closed_on', 'is', null)
        .orderBy('name')
        .execute(),
      first: day(now, 1),
      last: day(now, longest),
    };
  },
  view: ({ schoolId, school, kinds, classes, first, last }) => (
    <Page title={t.newAccount} lead={t.newAccountLead} family="governance" narrow trail={[{ label: school, href: `/ecole/${schoolId}` }]}>
      <Form action={`/ecole/${schoolId}/comptes`}>
        <Radios
          name="kind"
          label={t.kind}
          required
          options={kinds.map((kind) => ({ value: kind, label: t[kind], ...(kind === 'teacher' ? { hint: t.teacherHint } : {}) }))}
        />
        <Radios
          name="civility"
          label={t.civility}
          inline
          options={[
            { value: 'Mme', label: t.madam },
            { value: 'M.', label: t.sir },
          ]}
        />
        <TextField name="firstName" label={t.firstName} required maxlength={60} />
        <TextField name="lastName" label={t.lastName} required maxlength={60} />
        {classes.length > 0 && (
          <Checkboxes
            name="classIds"
            label={t.inClasses}
            hint={t.inClassesHint}
            options={classes.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <DateField name="endsOn" label={t.endsOn} hint={t.endsOnHint} required min={first} max={last} />
        <Homonym />
        <Submit>{t.create}</Submit>
      </Form>
    </Page>
  ),
});

/** Asked only of who was told that the name is taken. */
function Homonym() {
  const { form } = useView();
  const told = form?.errors.some(({ field }) => field === 'homonym') || form?.values['homonym'];
  return told ? <Checkbox name="homonym" label={t.homonym} /> : null;
}

/** Makes a person, a function with an end, and an account not yet activated. */
export const createByHand = action('/ecole/:schoolId/comptes', {
  params: OneSchool,
  may: mayRun,
  does: 'account.created',
  body: NewAccount,
  redraw: newAccount,
  run: async ({ db, me, now, params: { schoolId }, body }) => {
    const { firstName, lastName, kind, endsOn } = body;
    if (kind === 'town' && !mayMakeTownAccounts(me)) return hidden;
    if (endsOn < day(now, 0)) return refuse('past', t.endPast, { field: 'endsOn' });
    if (endsOn > day(now, longest)) return refuse('far', t.endTooFar, { field: 'endsOn' });
    const name = `${firstName} ${lastName}`;
    // One after the other: the second tap finds the account that the first one made.
    await sql`select from kernel.schools where id = ${schoolId} for update`.execute(db);
    const places = await placesFor(db, schoolId, kind, body.classIds);
    if (places === 'no town') return refuse('no town', t.noTown, { field: 'kind' });
    if (places.length === 0) return hidden;
    if (!body.homonym && (await isKnownHere(db, [schoolId, ...places], firstName, lastName)))
      return refuse('already', t.already({ name }), { field: 'homonym' });

    const id = newId(now.getTime());
    await db
      .insertInto('kernel.people')
      .values({ id, civility: body.civility ?? null, first_name: firstName, last_name: lastName })
      .execute();
    await db
      .insertInto('kernel.functions')
      .values(
        places.map((placeId) => ({
          id: newId(now.getTime()),
          person_id: id,
          place_id: placeId,
          school_id: kind === 'town' ? null : schoolId,
          kind,
          starts_on: day(now, 0),
          ends_on: endsOn,
        })),
      )
      .execute();
    const { login } = await createAccount(db, { id, firstName, lastName });
    return { see: `/ecole/${schoolId}`, say: t.created({ name, login }), note: { schoolId, details: { personId: id, kind, endsOn } } };
  },
});

/**
 * Ends a function made by hand, today, and with it all that was given by hand to this person in the school, classes included:
 * the person's sessions see it at their next request.
 */
export const end = action('/ecole/:schoolId/fonctions/:functionId/fin', {
  params: z.object({ schoolId: uuid, functionId: uuid }),
  may: mayRun,
  does: 'function.ended',
  body: z.object({}),
  run: async ({ db, me, params: { schoolId, functionId } }) => {
    const { rows } = await sql<{ name: string; personId: string }>`
      update kernel.functions f set ends_on = current_date - 1
      from kernel.functions_today one join kernel.people p on p.id = one.person_id
      where one.id = ${functionId} and one.source = 'manual'
        and (one.school_id = ${schoolId} or (${mayMakeTownAccounts(me)} and one.place_id = (select town_id from kernel.schools where id = ${schoolId})))
        and f.person_id = one.person_id and f.source = 'manual' and (f.id = one.id or f.school_id = one.school_id)
        and (f.ends_on is null or f.ends_on >= current_date)
      returning p.first_name || ' ' || p.last_name as name, p.id as "personId"`.execute(db);
    const [ended] = rows;
    if (!ended) return hidden;
    return { see: `/ecole/${schoolId}`, say: t.ended(ended), note: { schoolId, details: { functionId } } };
  },
});

async function placesFor(db: Reader, schoolId: string, kind: (typeof byHand)[number], classIds: string[]): Promise<string[] | 'no town'> {
  if (kind === 'town') {
    const school = await db.selectFrom('kernel.schools').select('town_id').where('id', '=', schoolId).executeTakeFirst();
    return school?.town_id ? [school.town_id] : 'no town';
  }
  if (classIds.length === 0) return [schoolId];
  const classes = await db
    .selectFrom('kernel.places')
    .select('id')
    .where('id', 'in', classIds)
    .where('school_id', '=', schoolId)
    .where('kind', '=', 'class')
    .where('closed_on', 'is', null)
    .execute();
  return classes.length === new Set(classIds).size ? classes.map(({ id }) => id) : [];
}

/** In this school, or in this town when the account is for the town. */
const isKnownHere = async (db: Reader, places: string[], firstName: string, lastName: string): Promise<boolean> =>
  (await db
    .selectFrom('kernel.functions as f')
    .innerJoin('kernel.people as p', 'p.id', 'f.person_id')
    .select('p.id')
    .where((where) => where.or([where('f.school_id', 'in', places), where('f.place_id', 'in', places)]))
    .where('f.kind', '<>', 'pupil')
    .where(sql<boolean>`lower(p.first_name) = lower(${firstName}) and lower(p.last_name) = lower(${lastName})`)
    .executeTakeFirst()) !== undefined;

/** ISO day in Paris, some days after `now`. */
const day = (now: Date, after: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date(now.getTime() + after * 24 * 3_600_000));
