import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { Definition, EmptyState, Notice, Page, PrintButton, Status, Table } from '#kernel/ui';
import { Crumbs, Night, trailOf } from './board.tsx';
import { countedAt, type Figure, SchoolRow, schoolColumns, schoolTables, shown } from './figures.ts';
import { Letter, lettersOf } from './letters.ts';
import { Convention, HowCounted, percentOf, Since } from './lines.tsx';
import { mayFollowSchool, mayReadLetters, mayWriteTo } from './policy.ts';
import { Sent } from './sent.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { toWrite } from './write.ts';

const { page } = routesFor<Tables>();
export const OneSchool = z.object({ schoolId: uuid });

/** One school, in numbers: the last step down. Its director reads the very same page. */
export const school = page('/deploiement/ecole/:schoolId', {
  params: OneSchool,
  may: mayFollowSchool,
  answer: z.object({
    ...{ row: SchoolRow.nullable(), name: z.string(), night: z.string().nullable(), trail: Crumbs },
    ...{ id: z.string(), letters: z.array(Letter), mayWrite: z.boolean() },
  }),
  load: async ({ db, me, now, params }) => {
    const { schoolId } = params;
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', schoolId).executeTakeFirst();
    if (!place) return hidden;
    const writes = await mayWriteTo({ me, db, params });
    const { rows: due } = await sql`select from deployment.schools s where ${toWrite(sql`s.school_id = ${schoolId}`, now)}`.execute(db);
    return {
      ...{
        id: schoolId,
        name: place.name,
        row: await schoolRow(db, schoolId),
        night: await countedAt(db),
        trail: await trailOf(db, me, schoolId),
      },
      letters: (await mayReadLetters({ me, db, params })) ? await lettersOf(db, sql`l.school_id = ${schoolId}`, sql`limit 20`) : [],
      mayWrite: writes && due.length > 0,
    };
  },
  view: ({ row, name, night, trail, id, letters, mayWrite }) => (
    <Page title={name} lead={t.leadSchool} family="governance" trail={trail} actions={<PrintButton />}>
      <Night night={night} />
      {row ? <Progress row={row} /> : <EmptyState sentence={t.noFigures} drawing="snail" />}
      <Sent schoolId={id} letters={letters} mayWrite={mayWrite} />
      <HowCounted />
    </Page>
  ),
});

const Progress = ({ row }: { row: SchoolRow }) => (
  <>
    {row.stall ? (
      <Notice kind="warning" title={t.toFollow}>
        <p>{t.stallSentence({ stall: row.stall })}</p>
      </Notice>
    ) : (
      <p>
        <Status kind="done">{t.well}</Status>
      </p>
    )}
    <Definition
      entries={[
        { term: t.uai, children: row.uai },
        { term: t.convention, children: <Convention state={row.convention} /> },
        { term: t.bound, children: <Since day={row.conventionSince} /> },
        { term: t.provided, children: <Since day={row.providedOn} /> },
        { term: t.openedOne, children: <Since day={row.openedOn} /> },
      ]}
    />
    <Table
      caption={t.activated}
      rows={row.figures}
      id={({ profile }) => profile}
      columns={[
        { head: t.profile, header: true, cell: ({ profile }) => t.profileText({ profile }) },
        { head: t.people, numeric: true, cell: ({ people }) => people ?? t.few },
        { head: t.activated, numeric: true, cell: (figure) => <Activated figure={figure} /> },
        { head: t.thisWeek, numeric: true, cell: ({ week }) => week ?? '' },
      ]}
    />
  </>
);

function Activated({ figure }: { figure: Figure }) {
  const share = percentOf(figure);
  return share === null ? null : t.activatedOf({ activated: figure.activated ?? 0, share });
}

export async function schoolRow(db: Reader<Tables>, schoolId: string): Promise<SchoolRow | null> {
  const { rows } = await sql<SchoolRow & { figures: Parameters<typeof shown>[0] }>`
    select ${schoolColumns} from ${schoolTables} where s.school_id = ${schoolId}`.execute(db);
  const [row] = rows;
  return row ? { ...row, figures: shown(row.figures) } : null;
}
