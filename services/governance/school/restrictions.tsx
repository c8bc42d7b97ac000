import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { liftEnded, liftRestriction } from '#kernel/people';
import type { Job } from '#kernel/service';
import { ButtonLink, Buttons, Card, CardList, Confirm, dayText, EmptyState, Page } from '#kernel/ui';
import { mayRestrict } from './policy.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const params = z.object({ schoolId: uuid });

const Restriction = z.object({
  id: z.string(),
  pupil: z.string(),
  guardian: z.string(),
  informed: z.boolean(),
  reference: z.string(),
  decidedOn: z.string(),
  endsOn: z.string().nullable(),
});

/** What courts decided about guardians of this school’s children, and where to write one down, class by class. */
export const restrictions = page('/ecole/:schoolId/restrictions', {
  params,
  may: mayRestrict,
  answer: z.object({
    schoolId: z.string(),
    name: z.string(),
    classes: z.array(z.object({ id: z.string(), name: z.string() })),
    standing: z.array(Restriction),
  }),
  load: async ({ db, params: { schoolId } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!place) return hidden;
    const classes = await db
      .selectFrom('kernel.places')
      .select(['id', 'name'])
      .where('school_id', '=', schoolId)
      .where('kind', '=', 'class')
      .where('closed_on', 'is', null)
      .orderBy('name')
      .execute();
    return { schoolId, name: place.name, classes, standing: await standingIn(db, schoolId) };
  },
  view: ({ schoolId, name, classes, standing }) => (
    <Page title={t.restrictions} family="governance" narrow lead={t.restrictionsLead} trail={[{ label: name, href: `/ecole/${schoolId}` }]}>
      {standing.length === 0 ? (
        <EmptyState sentence={t.noRestriction} />
      ) : (
        <CardList label={t.restrictions}>
          {standing.map((one) => (
            <Card
              key={one.id}
              title={t.restrictionOf(one)}
              meta={t.restrictionSource({ reference: one.reference, day: dayText(one.decidedOn) })}
            >
              <p>{one.informed ? t.toldOnly : t.notTold}</p>
              <p>{one.endsOn ? t.restrictionUntil({ day: dayText(one.endsOn) }) : t.restrictionNoEnd}</p>
              <Confirm
                action={`/ecole/${schoolId}/restrictions/${one.id}/levee`}
                label={t.lift}
                sentence={t.liftSure({ guardian: one.guardian, pupil: one.pupil })}
                confirm={t.liftYes}
              />
            </Card>
          ))}
        </CardList>
      )}
      <h2>{t.writeRestriction}</h2>
      <p>{t.chooseClassFirst}</p>
      <Buttons>
        {classes.map((one) => (
          <ButtonLink key={one.id} href={`/ecole/${schoolId}/classes/${one.id}/restrictions`}>
            {one.name}
          </ButtonLink>
        ))}
      </Buttons>
    </Page>
  ),
});

export const lift = action('/ecole/:schoolId/restrictions/:restrictionId/levee', {
  params: params.extend({ restrictionId: uuid }),
  may: mayRestrict,
  fresh: true,
  does: 'guardian.restored',
  body: z.object({}),
  run: async ({ db, me, now, params: { schoolId, restrictionId } }) => {
    const known = (await standingIn(db, schoolId)).some(({ id }) => id === restrictionId);
    if (!known || !(await liftRestriction(db, { id: restrictionId, by: me.personId, now }))) return hidden;
    return { see: `/ecole/${schoolId}/restrictions`, say: t.lifted, note: { schoolId, details: { restrictionId } } };
  },
});

/** Each night: a decision whose last day is past has no effect any more. */
export const endRestrictions: Job = {
  cron: '5 0 * * *',
  run: ({ db, now }) => db.transaction().execute((tx) => liftEnded(tx, now)),
};

async function standingIn(db: Reader, schoolId: string): Promise<z.infer<typeof Restriction>[]> {
  const { rows } = await sql<z.infer<typeof Restriction>>`
    select r.id, child.first_name || ' ' || child.last_name as pupil, p.first_name || ' ' || p.last_name as guardian, r.informed, r.reference,
      r.decided_on as "decidedOn", r.ends_on as "endsOn"
    from kernel.guardian_restrictions r join kernel.people child on child.id = r.pupil_id join kernel.people p on p.id = r.guardian_id
    where r.lifted_at is null and r.pupil_id in (select person_id from kernel.functions_today where school_id = ${schoolId} and kind = 'pupil')
    order by child.last_name, child.first_name, r.set_at`.execute(db);
  return rows;
}
