import { hidden, newId, refuse, routesFor, sql, uuid, z } from '#kernel';
import {
  ButtonLink,
  Card,
  CardList,
  Confirm,
  EmptyState,
  Form,
  Hidden,
  InlineForm,
  Notice,
  Page,
  Select,
  Submit,
  Table,
  Time,
} from '#kernel/ui';
import { mayMakeTownAccounts, mayRestrict, mayRun } from './policy.ts';
import { staffOf } from './staff.ts';
import { t } from './texts.ts';

const { page, action } = routesFor();
const OneSchool = z.object({ schoolId: uuid });
const OneLink = z.object({ personId: z.uuid(t.chooseSomebody), classId: uuid });

const Person = z.object({ id: z.string(), name: z.string() });

/** « Mon école »: each class and who teaches it, and the adults of the school. */
export const school = page('/ecole/:schoolId', {
  params: OneSchool,
  may: mayRun,
  answer: z.object({
    schoolId: z.string(),
    name: z.string(),
    mayJudge: z.boolean(),
    classes: z.array(
      z.object({ id: z.string(), name: z.string(), pupils: z.number(), levels: z.string().nullable(), teachers: z.array(Person) }),
    ),
    staff: z.array(
      Person.extend({
        functionId: z.string(),
        kind: z.enum(['teacher', 'director', 'assistant', 'atsem', 'town']),
        endsOn: z.string().nullable(),
        byHand: z.boolean(),
        mayEnd: z.boolean(),
      }),
    ),
  }),
  load: async ({ db, me, params: { schoolId } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!place) return hidden;
    const { rows: classes } = await sql<{
      id: string;
      name: string;
      pupils: number;
      levels: string | null;
      teachers: { id: string; name: string }[];
    }>`
      select c.id, c.name,
        (select count(*) from kernel.functions_today f where f.place_id = c.id and f.kind = 'pupil') as pupils,
        (select string_agg(distinct f.level, ', ' order by f.level) from kernel.functions_today f where f.place_id = c.id and f.kind = 'pupil') as levels,
        coalesce((
          select json_agg(json_build_object('id', p.id, 'name', p.first_name || ' ' || p.last_name) order by p.last_name)
          from kernel.functions_today f join kernel.people p on p.id = f.person_id
          where f.place_id = c.id and f.kind = 'teacher'), '[]') as teachers
      from kernel.places c
      where c.school_id = ${schoolId} and c.kind = 'class' and c.closed_on is null
      order by c.name`.execute(db);
    const staff = (await staffOf(db, schoolId)).map((member) => ({
      ...member,
      mayEnd: member.byHand && (member.kind !== 'town' || mayMakeTownAccounts(me)),
    }));
    return { schoolId, name: place.name, mayJudge: mayRestrict({ me, params: { schoolId } }), classes, staff };
  },
  view: ({ schoolId, name, mayJudge, classes, staff }) => {
    const waiting = classes.filter(({ teachers }) => teachers.length === 0).length;
    const teachers = staff.filter(({ kind }) => kind === 'teacher' || kind === 'director');
    const options = [...new Map(teachers.map(({ id, name }) => [id, { value: id, label: name }])).values()];
    return (
      <Page
        title={name}
        family="governance"
        wide
        actions={
          <>
            <ButtonLink href={`/ecole/${schoolId}/comptes/nouveau`}>{t.newAccount}</ButtonLink>
            <ButtonLink href={`/ecole/${schoolId}/semaine`}>{t.week}</ButtonLink>
            {mayJudge && <ButtonLink href={`/ecole/${schoolId}/restrictions`}>{t.restrictions}</ButtonLink>}
            <ButtonLink href="/comptes">{t.accounts}</ButtonLink>
          </>
        }
      >
        {waiting > 0 && (
          <Notice kind="warning" title={t.without({ count: waiting })}>
            {t.withoutWhy}
          </Notice>
        )}
        <h2>{t.classes}</h2>
        {classes.length === 0 ? (
          <EmptyState sentence={t.noClass} link={{ label: t.newAccount, href: `/ecole/${schoolId}/comptes/nouveau` }} />
        ) : (
          <CardList columns label={t.classes}>
            {classes.map((one) => (
              <Card
                key={one.id}
                title={one.name}
                level={3}
                meta={[t.pupils({ count: one.pupils }), one.levels].filter(Boolean).join(' · ')}
              >
                {one.teachers.length === 0 ? (
                  <p>{t.nobodyYet}</p>
                ) : (
                  <ul class="plain">
                    {one.teachers.map((teacher) => (
                      <li key={teacher.id}>
                        {teacher.name}{' '}
                        <InlineForm
                          action={`/ecole/${schoolId}/retraits`}
                          fields={{ personId: teacher.id, classId: one.id }}
                          weight="quiet"
                          label={t.detachLabel({ name: teacher.name, place: one.name })}
                        >
                          {t.detach}
                        </InlineForm>
                      </li>
                    ))}
                  </ul>
                )}
                {one.teachers.length === 0 ? (
                  <AttachForm schoolId={schoolId} one={one} options={options} />
                ) : (
                  <details class="confirm">
                    <summary class="button is-plain">
                      <span>{t.attachAnother}</span>
                    </summary>
                    <AttachForm schoolId={schoolId} one={one} options={options} />
                  </details>
                )}
              </Card>
            ))}
          </CardList>
        )}
        <h2>{t.staff}</h2>
        <Table
          caption={t.staffCaption}
          rows={staff}
          id={({ functionId }) => functionId}
          empty={t.nobodyYet}
          columns={[
            { head: t.name, cell: ({ name }) => name, header: true },
            { head: t.role, cell: ({ kind }) => t[kind] },
            { head: t.origin, cell: ({ byHand }) => (byHand ? t.byHand : t.fromDirectory) },
            { head: t.until, cell: ({ endsOn }) => endsOn && <Time at={endsOn} form="short" /> },
            {
              head: t.end,
              cell: (member) =>
                member.mayEnd && (
                  <Confirm
                    action={`/ecole/${schoolId}/fonctions/${member.functionId}/fin`}
                    label={t.end}
                    sentence={t.endSentence({ name: member.name })}
                    confirm={t.endConfirm}
                  />
                ),
            },
          ]}
        />
      </Page>
    );
  },
});

type Option = { value: string; label: string };
type ClassShown = { id: string; name: string; teachers: { id: string }[] };

const AttachForm = ({ schoolId, one, options }: { schoolId: string; one: ClassShown; options: Option[] }) => (
  <Form action={`/ecole/${schoolId}/rattachements`} id={`classe-${one.id}`} label={`${t.attach} : ${one.name}`}>
    <Hidden name="classId" value={one.id} />
    <Select
      name="personId"
      label={t.attach}
      required
      blank={t.choose}
      options={options.filter(({ value }) => one.teachers.every(({ id }) => id !== value))}
    />
    <Submit>{t.attachButton}</Submit>
  </Form>
);

/**
 * Says who teaches a class. The person must already teach in the school; saying it twice changes nothing. Whoever is there
 * until a day has the class until that day: an account made for a month does not become one without an end.
 */
export const attach = action('/ecole/:schoolId/rattachements', {
  params: OneSchool,
  may: mayRun,
  does: 'teacher.attached',
  body: OneLink,
  redraw: school,
  run: async ({ db, params: { schoolId }, body: { personId, classId } }) => {
    const found = await pair(db, schoolId, personId, classId);
    if (!found) return hidden;
    if (!found.works) return refuse('not here', t.notHere, { field: 'personId' });
    await db
      .insertInto('kernel.functions')
      .values({ id: newId(), person_id: personId, place_id: classId, school_id: schoolId, kind: 'teacher', ends_on: found.endsOn })
      .onConflict((conflict) => conflict.columns(['person_id', 'place_id', 'kind']).doUpdateSet({ ends_on: found.endsOn }))
      .execute();
    return { see: `/ecole/${schoolId}`, say: t.attached(found), note: { schoolId, details: { personId, classId } } };
  },
});

export const detach = action('/ecole/:schoolId/retraits', {
  params: OneSchool,
  may: mayRun,
  does: 'teacher.detached',
  body: OneLink,
  redraw: school,
  run: async ({ db, params: { schoolId }, body: { personId, classId } }) => {
    const found = await pair(db, schoolId, personId, classId);
    const gone = await db
      .deleteFrom('kernel.functions')
      .where('person_id', '=', personId)
      .where('place_id', '=', classId)
      .where('school_id', '=', schoolId)
      .where('kind', '=', 'teacher')
      .executeTakeFirst();
    if (!found || Number(gone.numDeletedRows) === 0) return hidden;
    return { see: `/ecole/${schoolId}`, say: t.detached(found), note: { schoolId, details: { personId, classId } } };
  },
});

/** A person and an open class of this school, by name; `works`: the person teaches in the school today, until `endsOn`. */
async function pair(db: Parameters<typeof staffOf>[0], schoolId: string, personId: string, classId: string) {
  const { rows } = await sql<{ name: string; place: string; works: boolean; endsOn: string | null }>`
    select p.first_name || ' ' || p.last_name as name, c.name as place, hat.works, hat."endsOn"
    from kernel.people p, kernel.places c, lateral (
      select count(*) > 0 as works, nullif(max(coalesce(f.ends_on, 'infinity')), 'infinity')::text as "endsOn" from kernel.functions_today f
      where f.person_id = p.id and f.school_id = c.school_id and f.kind in ('teacher', 'director')) hat
    where p.id = ${personId} and p.trashed_at is null and c.id = ${classId} and c.school_id = ${schoolId} and c.kind = 'class' and c.closed_on is null`.execute(
    db,
  );
  return rows[0];
}
