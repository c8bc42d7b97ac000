import { hidden, routesFor, sql, uuid, z } from '#kernel';
import {
  Definition,
  EmptyState,
  Form,
  Island,
  Notice,
  Page,
  PrintButton,
  relativeDayText,
  Status,
  type StatusKind,
  Submit,
  Table,
  TextField,
  Time,
} from '#kernel/ui';
import { judgedDays, Line, linesOf, Measure, measuresOf, percentOf } from './measures.ts';
import { mayMeasure, mayRead } from './policy.ts';
import { atOnce, pageSeconds, photosSeconds, recommendedMbps, tabletsMost, tabletsUsual, type Verdict, verdictOf } from './reckon.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();
export const OneSchool = z.object({ schoolId: uuid });

/** What the line of a school does, and what to do about it. */
export const school = page('/ligne/:schoolId', {
  params: OneSchool,
  may: mayRead,
  query: z.object({ tablettes: z.coerce.number().int().min(1).max(tabletsMost).catch(tabletsUsual).default(tabletsUsual) }),
  answer: z.object({
    ...{ line: Line, measures: z.array(Measure), mayMeasure: z.boolean(), tablets: z.number() },
    ...{ year: z.string(), percent: z.number() },
  }),
  load: async ({ db, me, now, params, query }) => {
    const [line] = await linesOf(db, sql`s.id = ${params.schoolId}`, now);
    if (!line) return hidden;
    return {
      ...{ line, measures: await measuresOf(db, params.schoolId), mayMeasure: mayMeasure({ me, params }), tablets: query.tablettes },
      ...(await percentOf(db, now)),
    };
  },
  view: ({ line, measures, mayMeasure, tablets, year, percent }) => (
    <Page title={line.name} lead={t.lead} family="governance" trail={[{ label: t.label, href: '/ligne' }]} actions={<PrintButton />}>
      {mayMeasure && <Meter schoolId={line.id} />}
      {line.last === null || measures[0] === undefined ? (
        <EmptyState sentence={t.noMeasure} drawing="snail" />
      ) : (
        <Result line={line} last={line.last} tablets={tablets} />
      )}
      <h2>{t.recommendation({ year })}</h2>
      <Recommended line={line} percent={percent} />
      {measures.length > 0 && <History line={line} measures={measures} />}
      <Formula percent={percent} />
    </Page>
  ),
});

const Meter = ({ schoolId }: { schoolId: string }) => (
  <>
    <h2>{t.measure}</h2>
    <p>{t.measureLead}</p>
    <Island
      name="measure-line"
      props={{ href: `/ligne/${schoolId}/mesure`, action: `/ligne/${schoolId}`, start: t.start, running: t.running, failed: t.failed }}
    >
      <p class="hint">{t.needsScript}</p>
    </Island>
  </>
);

const verdictLook: Record<Verdict, StatusKind> = { fine: 'done', tight: 'waiting', slow: 'late' };
export const VerdictMark = ({ verdict }: { verdict: Verdict }) => <Status kind={verdictLook[verdict]}>{t.verdictText({ verdict })}</Status>;

function Result({ line, last, tablets }: { line: Line; last: NonNullable<Line['last']>; tablets: number }) {
  const verdict = verdictOf(last, tablets);
  const lead = t.saidLead({ day: relativeDayText(last.at), line: t.line({ kbps: last.kbps }), latency: last.latencyMs });
  return (
    <>
      <Notice kind={verdict === 'fine' ? 'success' : 'warning'} title={t.said({ tablets, seconds: pageSeconds(last, tablets) })}>
        <p>{lead}</p>
        <p>{t.saidPhotos({ seconds: photosSeconds(last, tablets) })}</p>
      </Notice>
      <Form action={`/ligne/${line.id}`} method="get" label={t.tablets}>
        <TextField
          name="tablettes"
          label={t.tablets}
          type="number"
          inputmode="numeric"
          min={1}
          max={tabletsMost}
          value={String(tablets)}
          size="s"
        />
        <Submit weight="plain">{t.reckon}</Submit>
      </Form>
      <h2>{t.advice}</h2>
      {verdict === 'fine' ? (
        <p>{t.adviceFine}</p>
      ) : (
        <div class="rich">
          <ul>
            {t.adviceSlow.split('|').map((advice) => (
              <li key={advice}>{advice}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

const Recommended = ({ line, percent }: { line: Line; percent: number }) => {
  const together = atOnce(line.pupils, percent);
  return (
    <p>
      {line.pupils === 0
        ? t.noPupil
        : t.forSchool({ pupils: line.pupils, atOnce: together, line: t.mbps({ mbps: recommendedMbps(together) }) })}
    </p>
  );
};

const History = ({ line, measures }: { line: Line; measures: Measure[] }) => (
  <>
    <h2>{t.history}</h2>
    {line.medianKbps !== null && line.worstKbps !== null && (
      <>
        <p>{t.overDays({ days: judgedDays, count: line.measures })}</p>
        <Definition
          entries={[
            { term: t.median, children: t.line({ kbps: line.medianKbps }) },
            { term: t.worst, children: t.line({ kbps: line.worstKbps }) },
          ]}
        />
      </>
    )}
    <Table
      caption={t.history}
      quiet
      rows={measures}
      id={({ id }) => id}
      columns={[
        { head: t.day, header: true, cell: ({ at }) => <Time at={at} /> },
        { head: t.speed, numeric: true, cell: ({ kbps }) => t.line({ kbps }) },
        { head: t.answerTime, numeric: true, cell: ({ latencyMs }) => t.latency({ ms: latencyMs }) },
        { head: t.classTime, numeric: true, cell: (one) => t.seconds({ seconds: pageSeconds(one, tabletsUsual) }) },
        { head: t.result, cell: ({ verdict }) => <VerdictMark verdict={verdict} /> },
        { head: t.byWhom, cell: ({ by }) => t.byText({ by }) },
      ]}
    />
  </>
);

export const Formula = ({ percent }: { percent: number }) => (
  <>
    <h2>{t.formulaTitle}</h2>
    <div class="rich">
      <ul>
        {t
          .formula({ percent })
          .split('|')
          .map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
      </ul>
    </div>
  </>
);
