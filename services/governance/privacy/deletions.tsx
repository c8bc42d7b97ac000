import { createHash } from 'node:crypto';
import { hidden, type Reader, routesFor, z } from '#kernel';
import { dueNow, forgetsOf } from '#kernel/personal-data';
import { ButtonLink, dayText, EmptyState, Page, Table, Time } from '#kernel/ui';
import { documentPdf } from './document.ts';
import { keepsRegister } from './policy.ts';
import { knownOf } from './register.tsx';
import { r } from './register-texts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, download } = routesFor<Tables>();

const Line = z.object({ day: z.string(), what: z.string(), table: z.string(), why: z.enum(['term', 'leaving']), rows: z.number() });
type Line = z.infer<typeof Line>;

const shownDays = 60;

const linesOf = (db: Reader<Tables>) =>
  db
    .selectFrom('kernel.deletions')
    .select((x) => ['day', 'what', 'table_name as table', 'why', x.fn.sum<number>('rows').as('rows')])
    .groupBy(['day', 'what', 'table_name', 'why'])
    .orderBy('day', 'desc')
    .orderBy('table_name');

const asLine = (line: Omit<Line, 'rows'> & { rows: number | string }): Line => ({ ...line, rows: Number(line.rows) });

/** What was deleted, and what tonight will: counted, never named. */
export const deletions = page('/donnees/effacements', {
  may: keepsRegister,
  answer: z.object({
    due: z.array(z.object({ what: z.string(), table: z.string(), words: z.string(), before: z.string(), rows: z.number() })),
    days: z.array(z.object({ day: z.string(), lines: z.array(Line) })),
  }),
  load: async ({ db, services, now }) => {
    const due = (await dueNow(db, forgetsOf(services), now)).filter(({ rows }) => rows > 0);
    const since = new Date(now.getTime() - shownDays * 86_400_000).toISOString().slice(0, 10);
    const lines = (await linesOf(db).where('day', '>=', since).execute()).map(asLine);
    return { due, days: [...Map.groupBy(lines, ({ day }) => day)].map(([day, all]) => ({ day, lines: all })) };
  },
  view: ({ due, days }) => (
    <Page title={r.deletions} family="governance" lead={r.deletionsLead} trail={[{ label: t.home, href: '/donnees' }]}>
      <h2>{r.tonight}</h2>
      <p class="hint">{r.tonightLead}</p>
      <Table
        caption={r.tonight}
        quiet
        empty={r.nothingTonight}
        rows={due}
        id={({ table, what }) => `${table} ${what}`}
        columns={[
          { head: r.whatDeleted, header: true, cell: ({ what }) => what },
          { head: r.term, cell: ({ words }) => words },
          { head: r.before, cell: ({ before }) => <Time at={before.slice(0, 10)} form="short" /> },
          { head: r.rows, numeric: true, cell: ({ rows }) => rows },
        ]}
      />
      <h2>{r.done}</h2>
      {days.length === 0 && <EmptyState sentence={r.nothingDone} />}
      {days.map(({ day, lines }) => (
        <section key={day}>
          <Table
            caption={dayText(day)}
            rows={lines}
            id={({ table, why, what }) => `${table} ${why} ${what}`}
            columns={[
              { head: r.whatDeleted, header: true, cell: ({ what }) => what },
              { head: r.why, cell: ({ why }) => r.whyText({ why }) },
              { head: r.rows, numeric: true, cell: ({ rows }) => rows },
            ]}
          />
          <ButtonLink href={`/donnees/effacements/certificat?jour=${day}`} picture="print">
            {r.certificate}
          </ButtonLink>
        </section>
      ))}
    </Page>
  ),
});

/** The certificate of what was deleted on a day. Its code is that of these very lines. */
export const certificate = download('/donnees/effacements/certificat', {
  query: z.object({ jour: z.iso.date().optional() }),
  may: keepsRegister,
  load: async ({ db, now, query: { jour: day = now.toISOString().slice(0, 10) } }) => {
    const lines = (await linesOf(db).where('day', '=', day).execute()).map(asLine);
    if (lines.length === 0) return hidden;
    const code = createHash('sha256').update(JSON.stringify(lines)).digest('hex');
    const total = lines.reduce((sum, { rows }) => sum + rows, 0);
    const { controller } = await knownOf(db);
    return documentPdf({
      title: r.certificateOf({ day: dayText(day) }),
      lead: r.certificateLead({ total, controller }),
      parts: [
        {
          heads: [r.whatDeleted, r.why, r.columns, r.rows],
          widths: [3, 2, 2, 1],
          rows: lines.map(({ what, why, table, rows }) => [what, r.whyText({ why }), table, String(rows)]),
        },
        { lines: [r.backups, r.certificateSeal({ code })] },
      ],
    });
  },
});
