import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { EmptyState, Page, PrintButton, Status, Table } from '#kernel/ui';
import { Line, linesOf, percentOf } from './measures.ts';
import { followed, mayReadTown } from './policy.ts';
import { atOnce, pageSeconds, recommendedMbps, tabletsUsual } from './reckon.ts';
import { Formula } from './school.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** The lines of a town's schools, what they do and what is recommended this year: for its staff, and to print. */
export const town = page('/ligne/commune/:townId', {
  params: z.object({ townId: uuid }),
  may: mayReadTown,
  answer: z.object({ name: z.string(), lines: z.array(Line), year: z.string(), percent: z.number() }),
  load: async ({ db, me, now, params: { townId } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', townId).executeTakeFirst();
    if (!place) return hidden;
    const lines = await linesOf(db, sql`s.town_id = ${townId} and ${followed(me)}`, now);
    return { name: place.name, lines, ...(await percentOf(db, now)) };
  },
  view: ({ name, lines, year, percent }) => (
    <Page title={name} lead={t.leadTown} family="governance" wide trail={[{ label: t.label, href: '/ligne' }]} actions={<PrintButton />}>
      <h2>{t.recommendation({ year })}</h2>
      {lines.length === 0 ? (
        <EmptyState sentence={t.noTown} />
      ) : (
        <Table
          caption={t.recommendation({ year })}
          quiet
          dense
          rows={lines}
          id={({ id }) => id}
          columns={[
            { head: t.school, header: true, cell: ({ id, name: called }) => <a href={`/ligne/${id}`}>{called}</a> },
            { head: t.pupils, numeric: true, cell: ({ pupils }) => pupils },
            { head: t.atOnce, numeric: true, cell: ({ pupils }) => (pupils === 0 ? '' : atOnce(pupils, percent)) },
            { head: t.recommended, numeric: true, cell: ({ pupils }) => (pupils === 0 ? '' : t.mbps({ mbps: wanted(pupils, percent) })) },
            { head: t.median, numeric: true, cell: ({ medianKbps }) => (medianKbps === null ? '' : t.line({ kbps: medianKbps })) },
            { head: t.worst, numeric: true, cell: ({ worstKbps }) => (worstKbps === null ? '' : t.line({ kbps: worstKbps })) },
            { head: t.classTime, numeric: true, cell: ({ last }) => (last ? t.seconds({ seconds: pageSeconds(last, tabletsUsual) }) : '') },
            { head: t.result, cell: (line) => <Standing line={line} percent={percent} /> },
          ]}
        />
      )}
      <Formula percent={percent} />
    </Page>
  ),
});

const wanted = (pupils: number, percent: number): number => recommendedMbps(atOnce(pupils, percent));

/** What is usual there, beside what is recommended. A line never gives quite what it is sold for: nine tenths are enough. */
function Standing({ line, percent }: { line: Line; percent: number }) {
  if (line.medianKbps === null) return <Status kind="missing">{t.unmeasured}</Status>;
  const meets = line.medianKbps >= wanted(line.pupils, percent) * 900;
  return <Status kind={meets ? 'done' : 'late'}>{meets ? t.meets : t.under}</Status>;
}
