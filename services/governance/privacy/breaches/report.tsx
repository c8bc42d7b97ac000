import { day, type Me, newId, type Reader, refuse, routesFor, sql, ticked, z } from '#kernel';
import { placesOf, within } from '#kernel/perimeter';
import { Card, CardList, Checkbox, DateField, Form, Notice, Page, parisDay, Select, Submit, TextArea, TextField } from '#kernel/ui';
import { keepsRegister } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { addBreachStep, breachesWhere, breachShape, keepersOf, mayReport } from './breach.ts';
import { parisMoment } from './clock.ts';
import { BreachStanding, titleOf } from './standing.tsx';
import { b } from './words.ts';

const { page, action } = routesFor<Tables>();
const mostOpen = 10;
const fiveYears = 5 * 365 * 86_400_000;

const Place = z.object({ id: z.string(), name: z.string() });

/** The schools of a director, or of a town: few enough for a list. */
async function schoolsFor(db: Reader<Tables>, me: Me): Promise<z.infer<typeof Place>[]> {
  const { rows } = await sql<z.infer<typeof Place>>`
    select p.id, p.name from kernel.places p join kernel.schools s on s.id = p.id
    where p.closed_on is null and (p.id = any (${placesOf(me, 'director')}::uuid[]) or s.town_id = any (${placesOf(me, 'town')}::uuid[]))
    order by p.name, p.id`.execute(db);
  return rows;
}

/** « Signaler une fuite »: when and what; the clock starts. */
export const reportPage = page('/donnees/fuites/signaler', {
  may: mayReport,
  answer: z.object({
    schools: z.array(Place),
    keeper: z.boolean(),
    today: z.string(),
    mine: z.array(breachShape),
    now: z.date(),
  }),
  load: async ({ db, me, now }) => ({
    schools: await schoolsFor(db, me),
    keeper: keepsRegister({ me }),
    today: parisDay(now),
    mine: await breachesWhere(db, sql<boolean>`b.reported_by = ${me.personId} and b.closed_at is null`),
    now,
  }),
  view: ({ schools, keeper, today, mine, now }) => (
    <Page
      title={b.report}
      family="governance"
      narrow
      lead={b.reportLead}
      trail={[keeper ? { label: b.register, href: '/donnees/fuites' } : { label: t.home, href: '/donnees' }]}
    >
      <Notice>{b.reportStarts}</Notice>
      <Form action="/donnees/fuites/signaler">
        {keeper ? (
          <TextField name="uai" label={b.uai} hint={b.uaiHint} size="s" maxlength={8} literal />
        ) : (
          <Select name="schoolId" label={b.where} required options={schools.map(({ id, name }) => ({ value: id, label: name }))} />
        )}
        <DateField name="foundOn" label={b.discoveredOn} required max={today} value={today} />
        <TextField name="foundAt" type="time" label={b.discoveredAt} required size="s" />
        <TextArea name="what" label={b.what} hint={b.whatHint} required maxlength={4000} />
        {keeper && <Checkbox name="exercise" label={b.exercise} hint={b.exerciseHint} />}
        <Submit>{b.send}</Submit>
      </Form>
      {mine.length > 0 && (
        <>
          <h2>{b.mine}</h2>
          <CardList label={b.mine}>
            {mine.map((one) => (
              <Card key={one.id} href={`/donnees/fuites/${one.id}`} title={titleOf(one)} level={3}>
                <p>
                  <BreachStanding breach={one} now={now} />
                </p>
              </Card>
            ))}
          </CardList>
        </>
      )}
    </Page>
  ),
});

export const clockField = z.string(b.giveHour).regex(/^([01]\d|2[0-3]):[0-5]\d$/, b.giveHour);

/** The same words by the same person within ten minutes are one breach: a finger pressed twice. */
const sameJustNow = (db: Reader<Tables>, by: string, what: string, now: Date) =>
  db
    .selectFrom('privacy.breaches')
    .select('id')
    .where('reported_by', '=', by)
    .where('what', '=', what)
    .where('reported_at', '>', new Date(now.getTime() - 600_000))
    .executeTakeFirst();

export const report = action('/donnees/fuites/signaler', {
  may: mayReport,
  does: 'breach.reported',
  body: z.object({
    uai: z.string().trim().toUpperCase().max(8).default(''),
    schoolId: z.string().default(''),
    foundOn: day,
    foundAt: clockField,
    what: z.string(b.giveWhat).trim().min(1, b.giveWhat).max(4000),
    exercise: ticked,
  }),
  redraw: reportPage,
  run: async ({ db, me, body, now, emit }) => {
    const place = await placeOf(db, me, body);
    if (!place)
      return keepsRegister({ me }) ? refuse('uai', b.noSchool, { field: 'uai' }) : refuse('where', b.chooseWhere, { field: 'schoolId' });
    const discoveredAt = parisMoment(body.foundOn, body.foundAt);
    if (discoveredAt > now) return refuse('future', b.future, { field: 'foundAt' });
    if (now.getTime() - discoveredAt.getTime() > fiveYears) return refuse('old', b.tooOld, { field: 'foundOn' });
    await sql`select pg_advisory_xact_lock(hashtext('privacy.breaches'), hashtext(${me.personId}))`.execute(db);
    const known = await sameJustNow(db, me.personId, body.what, now);
    if (known) return { see: `/donnees/fuites/${known.id}`, say: b.sent };
    const open = await breachesWhere(db, sql<boolean>`b.reported_by = ${me.personId} and b.closed_at is null`, { most: mostOpen });
    if (!keepsRegister({ me }) && open.length >= mostOpen) return refuse('many', b.tooMany, { status: 429 });
    const id = newId(now.getTime());
    const exercise = body.exercise && keepsRegister({ me });
    const row = { id, place_id: place.id, exercise, what: body.what, discovered_at: discoveredAt };
    await db
      .insertInto('privacy.breaches')
      .values({ ...row, reported_by: me.personId, reported_at: now })
      .execute();
    await addBreachStep(db, { breachId: id, kind: 'reported', words: body.what, by: me.personId, now });
    const keepers = (await keepersOf(db, place.id)).filter((one) => one !== me.personId);
    if (keepers.length > 0) await emit('breach', { to: { people: keepers }, payload: { breachId: id, exercise }, urgent: !exercise });
    return { see: `/donnees/fuites/${id}`, say: b.sent, note: { details: { breach: id, exercise } } };
  },
});

type Where = { uai: string; schoolId: string };

/** A school that is mine; for who keeps the register one of the perimeter, or the whole of it. */
async function placeOf(db: Reader<Tables>, me: Me, { uai, schoolId }: Where): Promise<{ id: string } | undefined> {
  if (!keepsRegister({ me })) return (await schoolsFor(db, me)).find(({ id }) => id === schoolId);
  if (uai === '') {
    const [own] = placesOf(me, 'academy', 'administrator');
    return own === undefined ? undefined : { id: own };
  }
  const { rows } = await sql<{ id: string }>`
    select id from kernel.schools where uai = ${uai} and id in ${within(me, 'academy', 'administrator')}`.execute(db);
  return rows[0];
}
