import { day as givenDay, hidden, optionalDay, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { restrictGuardian } from '#kernel/people';
import { DateField, Form, Page, parisDay, Radios, Select, Submit, TextField } from '#kernel/ui';
import { mayRestrict } from './policy.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const params = z.object({ schoolId: uuid, classId: uuid });
const Pair = z.object({ pupilId: z.string(), guardianId: z.string(), pupil: z.string(), guardian: z.string() });

/** Writes down what a court decided, for a child of this class and one of their guardians. */
export const restrictPage = page('/ecole/:schoolId/classes/:classId/restrictions', {
  params,
  may: mayRestrict,
  fresh: true,
  answer: z.object({ schoolId: z.string(), classId: z.string(), name: z.string(), pairs: z.array(Pair) }),
  load: async ({ db, params: { schoolId, classId } }) => {
    const place = await db
      .selectFrom('kernel.places')
      .select('name')
      .where('id', '=', classId)
      .where('kind', '=', 'class')
      .where('school_id', '=', schoolId)
      .executeTakeFirst();
    return place ? { schoolId, classId, name: place.name, pairs: await pairsOf(db, classId) } : hidden;
  },
  view: ({ schoolId, classId, name, pairs }) => (
    <Page
      title={t.writeRestriction}
      family="governance"
      narrow
      lead={name}
      trail={[{ label: t.restrictions, href: `/ecole/${schoolId}/restrictions` }]}
    >
      <Form action={`/ecole/${schoolId}/classes/${classId}/restrictions`}>
        <Select
          name="pair"
          label={t.whoRestricted}
          required
          options={pairs.map((one) => ({ value: `${one.pupilId} ${one.guardianId}`, label: t.pair(one) }))}
        />
        <Radios
          name="informed"
          label={t.whatRestricted}
          required
          options={[
            { value: 'yes', label: t.toldOnly },
            { value: 'no', label: t.notTold },
          ]}
        />
        <TextField name="reference" label={t.reference} hint={t.referenceHint} required maxlength={200} />
        <DateField name="decidedOn" label={t.decidedOn} required />
        <DateField name="endsOn" label={t.lastDay} />
        <Submit>{t.writeRestriction}</Submit>
      </Form>
    </Page>
  ),
});

/** Applied at once, in every service. */
export const restrict = action('/ecole/:schoolId/classes/:classId/restrictions', {
  params,
  may: mayRestrict,
  fresh: true,
  does: 'guardian.restricted',
  body: z.object({
    pair: z
      .string(t.chooseGuardian)
      .transform((typed) => typed.split(' '))
      .pipe(z.tuple([uuid, uuid], t.chooseGuardian)),
    informed: z.enum(['yes', 'no'], t.chooseWhat),
    reference: z.string().trim().min(1, t.giveReference).max(200),
    decidedOn: givenDay,
    endsOn: optionalDay,
  }),
  redraw: restrictPage,
  run: async ({ db, me, now, params: { schoolId, classId }, body }) => {
    const [pupilId, guardianId] = body.pair;
    const today = parisDay(now);
    if (body.decidedOn > today) return refuse('to come', t.decidedBefore, { field: 'decidedOn' });
    if (body.endsOn !== null && body.endsOn < body.decidedOn) return refuse('order', t.endsAfter, { field: 'endsOn' });
    if (body.endsOn !== null && body.endsOn < today) return refuse('over', t.alreadyOver, { field: 'endsOn' });
    const { rows } = await sql`
      select from kernel.functions_today where person_id = ${pupilId}::uuid and kind = 'pupil' and place_id = ${classId} and school_id = ${schoolId}`.execute(
      db,
    );
    if (rows.length === 0) return refuse('unknown', t.chooseGuardian, { field: 'pair' });
    const { reference, decidedOn, endsOn } = body;
    const id = await restrictGuardian(db, {
      ...{ pupilId, guardianId, schoolId, informed: body.informed === 'yes' },
      ...{ reference, decidedOn, endsOn, by: me.personId, now },
    });
    if (!id) return refuse('already', t.chooseGuardian, { field: 'pair' });
    return {
      see: `/ecole/${schoolId}/restrictions`,
      say: t.restricted,
      note: { schoolId, details: { restrictionId: id, pupilId, guardianId, informed: body.informed } },
    };
  },
});

async function pairsOf(db: Reader, classId: string): Promise<z.infer<typeof Pair>[]> {
  const { rows } = await sql<z.infer<typeof Pair>>`
    select g.pupil_id as "pupilId", g.guardian_id as "guardianId", child.first_name || ' ' || child.last_name as pupil,
      p.first_name || ' ' || p.last_name as guardian
    from kernel.functions_today f
    join kernel.guardianships g on g.pupil_id = f.person_id
    join kernel.people child on child.id = g.pupil_id
    join kernel.people p on p.id = g.guardian_id and p.trashed_at is null
    where f.place_id = ${classId} and f.kind = 'pupil'
      and not exists (select from kernel.guardian_restrictions r
        where r.pupil_id = g.pupil_id and r.guardian_id = g.guardian_id and r.lifted_at is null)
    order by child.last_name, child.first_name, p.last_name, p.first_name, p.id`.execute(db);
  return rows;
}
