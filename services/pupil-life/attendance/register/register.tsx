import { type Download, hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import { ButtonLink, Confirm, EmptyState, Page, Status, Table } from '#kernel/ui';
import { clockOf, isoMonth, lastDayOf } from '../half-days.ts';
import { answersForSchool } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { codeOf } from './chain.ts';

const { page, download } = routesFor<Tables>();
const OneSchool = z.object({ schoolId: uuid });

const Month = z.object({ month: z.string(), calls: z.number(), over: z.boolean(), code: z.string().nullable() });

/** The register, month by month: those to close, and the documents of those that are. */
export const months = page('/appel/ecoles/:schoolId/registre', {
  params: OneSchool,
  may: answersForSchool,
  answer: z.object({ schoolId: z.string(), name: z.string(), months: z.array(Month) }),
  load: async ({ db, now, params: { schoolId } }) => {
    const school = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!school) return hidden;
    return { schoolId, name: school.name, months: await monthsOf(db, schoolId, now) };
  },
  view: ({ schoolId, name, months }) => (
    <Page
      title={t.registerOf({ name })}
      family="pupil-life"
      lead={t.registerLead}
      trail={[{ label: t.ofSchool({ name }), href: `/appel/ecoles/${schoolId}` }]}
    >
      {months.length === 0 ? (
        <EmptyState sentence={t.nothingCalledYet} link={{ label: t.ofSchool({ name }), href: `/appel/ecoles/${schoolId}` }} />
      ) : (
        <Table
          caption={t.registerMonths}
          quiet
          rows={months}
          id={({ month }) => month}
          columns={[
            { head: t.month, header: true, cell: ({ month }) => t.monthName({ month }) },
            { head: t.callsMade, numeric: true, cell: ({ calls }) => calls },
            {
              head: t.code,
              cell: ({ code, over }) =>
                code ? <Status kind="done">{code}</Status> : <Status kind="waiting">{over ? t.toClose : t.current}</Status>,
            },
            {
              head: t.document,
              cell: ({ month, code, over }) =>
                code ? (
                  <ButtonLink href={`/appel/ecoles/${schoolId}/registre/${month}/document`} weight="quiet" picture="paper">
                    {t.openDocument({ month })}
                  </ButtonLink>
                ) : (
                  over && (
                    <Confirm
                      action={`/appel/ecoles/${schoolId}/registre/${month}`}
                      label={t.closeMonth({ month })}
                      sentence={t.closeSure({ month })}
                      confirm={t.closeYes}
                    />
                  )
                ),
            },
          ]}
        />
      )}
    </Page>
  ),
});

/** The months of this school year that were called, and every month that was closed. */
async function monthsOf(db: Reader<Tables>, schoolId: string, now: Date): Promise<z.infer<typeof Month>[]> {
  const { day } = await clockOf(db, schoolId, now);
  const { rows } = await sql<{ month: string; calls: number; hash: Buffer | null }>`
    select coalesce(called.month, closed.month) as month, coalesce(called.calls, 0) as calls, closed.hash from (
      select to_char(day, 'YYYY-MM') as month, count(*) as calls from attendance.calls
      where school_id = ${schoolId} and day >= ${schoolYearOf(now).startsOn}::date group by 1) called
    full join (select month, hash from attendance.closes where school_id = ${schoolId}) closed on closed.month = called.month
    order by 1 desc`.execute(db);
  return rows.map(({ month, calls, hash }) => ({ month, calls, over: day > lastDayOf(month), code: hash ? codeOf(hash) : null }));
}

/** The document of a closed month, as it was sealed. */
export const document = download('/appel/ecoles/:schoolId/registre/:month/document', {
  params: OneSchool.extend({ month: isoMonth }),
  may: answersForSchool,
  load: async ({ db, drawer, params: { schoolId, month } }) => {
    const { rows } = await sql<{ id: string; name: string; mediaType: string }>`
      select f.id, f.name, f.media_type as "mediaType" from attendance.closes c join kernel.files f on f.id = c.file_id
      where c.school_id = ${schoolId} and c.month = ${month}`.execute(db);
    const [file] = rows;
    if (!file) return hidden;
    const sent: Download = { name: file.name, mediaType: file.mediaType, bytes: await drawer.get(file.id) };
    return sent;
  },
});
