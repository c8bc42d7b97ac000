import { hidden, many, newId, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { everyFeature } from '#kernel/moderation';
import { Checkboxes, Form, Notice, Page, Radios, Submit, TextField } from '#kernel/ui';
import { kinds } from './brakes.ts';
import { featuresOf } from './overview.tsx';
import { mayBrake, mayLift } from './policy.ts';
import { profileNames, t } from './texts.ts';

const { page, action } = routesFor();

const params = z.object({ placeId: uuid });
const states = ['staff-first', 'read-only', 'closed'] as const;
const profiles = ['pupil', 'guardian', 'teacher', 'director', 'assistant', 'atsem', 'town'] as const;

/** How long, in hours: a night, a day, a week, until somebody thinks of it again. */
const lasts = { '12': 12, '24': 24, '168': 168, '720': 720 } as const;

/** Wider than a circonscription: two persons, so that nobody alone silences a whole academy. */
const isWide = (kind: string): boolean => kind === 'region' || kind === 'academy' || kind === 'department';

/** How many circonscriptions or towns one person may brake at the same time; more would be an academy, bit by bit. */
const mostAlone = 2;

/** Does this brake wait for a second person? */
async function needsTwo(db: Reader, kind: string, personId: string, now: Date): Promise<boolean> {
  if (kind === 'school' || isWide(kind)) return isWide(kind);
  const { rows } = await sql<{ count: number }>`
    select count(distinct b.place_id) as count from kernel.brakes b join kernel.places p on p.id = b.place_id and p.kind <> 'school'
    where b.set_by = ${personId} and b.lifted_at is null and b.ends_at > ${now} and b.seconded_at is null`.execute(db);
  return (rows[0]?.count ?? 0) >= mostAlone;
}

const placeOf = (db: Reader, placeId: string) =>
  db
    .selectFrom('kernel.places')
    .select(['name', 'kind', 'school_id as schoolId'])
    .where('id', '=', placeId)
    .where('kind', 'in', kinds)
    .where('closed_on', 'is', null)
    .executeTakeFirst();

export const brakePage = page('/moderation/lieux/:placeId', {
  params,
  may: mayBrake,
  answer: z.object({
    placeId: z.uuid(),
    name: z.string(),
    wide: z.boolean(),
    features: z.array(z.object({ name: z.string(), label: z.string() })),
  }),
  load: async ({ db, me, now, params: { placeId }, services }) => {
    const place = await placeOf(db, placeId);
    return place
      ? { placeId, name: place.name, wide: await needsTwo(db, place.kind, me.personId, now), features: featuresOf(services) }
      : hidden;
  },
  view: ({ placeId, name, wide, features }) => (
    <Page title={t.brakeIn({ name })} lead={t.brakeLead} family="governance" narrow trail={[{ label: t.label, href: '/moderation' }]}>
      {wide && <Notice kind="warning">{t.wideNeedsTwo}</Notice>}
      <Form action={`/moderation/lieux/${placeId}`}>
        <Radios
          name="feature"
          label={t.what}
          required
          value={everyFeature}
          options={[
            { value: everyFeature, label: t.everything, hint: t.everythingHint },
            ...features.map((one) => ({ value: one.name, label: one.label })),
          ]}
        />
        <Radios
          name="state"
          label={t.how}
          required
          value="read-only"
          options={states.map((state) => ({ value: state, label: t[state], hint: t.stateHint({ state }) }))}
        />
        <Checkboxes
          name="profiles"
          label={t.forWhom}
          hint={t.forWhomHint}
          inline
          value={[]}
          options={profiles.map((profile) => ({ value: profile, label: profileNames(profile) }))}
        />
        <Radios
          name="hours"
          label={t.howLong}
          required
          inline
          value="24"
          options={Object.entries(lasts).map(([value, hours]) => ({ value, label: t.lasts({ hours }) }))}
        />
        <TextField name="reason" label={t.why} hint={t.whyHint} required maxlength={200} />
        <Submit weight="danger">{t.brake}</Submit>
      </Form>
    </Page>
  ),
});

export const brake = action('/moderation/lieux/:placeId', {
  params,
  may: mayBrake,
  does: 'brake.set',
  body: z.object({
    feature: z.string(t.chooseWhat).max(40, t.chooseWhat),
    state: z.enum(states, t.chooseHow),
    profiles: many(z.enum(profiles, t.unknownProfile)),
    hours: z.enum(['12', '24', '168', '720'], t.chooseLong),
    reason: z.string(t.giveReason).trim().min(1, t.giveReason).max(200, t.longReason),
  }),
  redraw: brakePage,
  run: async ({ db, me, now, services, params: { placeId }, body }) => {
    const place = await placeOf(db, placeId);
    if (!place) return hidden;
    if (body.feature !== everyFeature && !featuresOf(services).some(({ name }) => name === body.feature))
      return refuse('unknown-feature', t.chooseWhat, { field: 'feature' });
    const wide = await needsTwo(db, place.kind, me.personId, now);
    await db
      .insertInto('kernel.brakes')
      .values({
        id: newId(now.getTime()),
        place_id: placeId,
        feature: body.feature,
        profiles: body.profiles.length > 0 ? body.profiles : null,
        state: body.state,
        reason: body.reason,
        set_by: me.personId,
        set_at: now,
        ends_at: new Date(now.getTime() + lasts[body.hours] * 3_600_000),
        needs_second: wide,
      })
      .execute();
    return {
      see: '/moderation',
      say: wide ? t.brakeAsked : t.brakeSet,
      note: {
        schoolId: place.schoolId,
        details: { place: placeId, feature: body.feature, state: body.state, profiles: body.profiles, hours: body.hours },
      },
    };
  },
});

/** Somebody else than who asked agrees; from that moment it holds. */
export const second = action('/moderation/freins/:brakeId/accord', {
  params: z.object({ brakeId: uuid }),
  may: mayLift,
  does: 'brake.seconded',
  body: z.object({}),
  run: async ({ db, me, now, params: { brakeId } }) => {
    const waiting = await db.selectFrom('kernel.brakes').selectAll().where('id', '=', brakeId).forUpdate().executeTakeFirst();
    if (!waiting?.needs_second) return hidden;
    if (waiting.set_by === me.personId || waiting.set_by === null) return refuse('same-person', t.askColleague, { status: 409 });
    if (waiting.seconded_at || waiting.lifted_at || waiting.ends_at <= now) return refuse('over', t.brakeOver, { status: 409 });
    await db.updateTable('kernel.brakes').set({ seconded_by: me.personId, seconded_at: now }).where('id', '=', brakeId).execute();
    return { see: '/moderation', say: t.brakeSet, note: { details: { brake: brakeId } } };
  },
});

/** One person is enough to give people their words back. */
export const lift = action('/moderation/freins/:brakeId/levee', {
  params: z.object({ brakeId: uuid }),
  may: mayLift,
  does: 'brake.lifted',
  body: z.object({}),
  run: async ({ db, me, now, params: { brakeId } }) => {
    const { numUpdatedRows } = await db
      .updateTable('kernel.brakes')
      .set({ lifted_by: me.personId, lifted_at: now })
      .where('id', '=', brakeId)
      .where('lifted_at', 'is', null)
      .executeTakeFirst();
    if (!numUpdatedRows) return refuse('over', t.brakeOver, { status: 409 });
    return { see: '/moderation', say: t.brakeLifted, note: { details: { brake: brakeId } } };
  },
});
