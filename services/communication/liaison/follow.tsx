import { hidden, routesFor, ticked, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Card, Confirm, Meter, Notice, Page, Status, Table, Tabs, Time } from '#kernel/ui';
import { answerText } from './kinds.ts';
import { History, historyOf, historyShape, NoteBody, noteShape, shown } from './note-body.tsx';
import { attachmentsOf, noteById, versionsOf } from './notes.ts';
import { follows } from './policy.ts';
import { remindedToday } from './remind.ts';
import { linesOf, missingOf, peopleIn, tallyOf } from './standing.ts';
import type { ReplyKind, Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const guardianShape = z.object({
  id: z.uuid(),
  name: z.string(),
  asked: z.boolean(),
  done: z.boolean(),
  concerned: z.boolean(),
  hasAccount: z.boolean(),
  seenAt: z.string().nullable(),
  answer: z.string().nullable(),
  repliedAt: z.string().nullable(),
  onPaper: z.boolean(),
});
const lineShape = z.object({
  id: z.uuid(),
  name: z.string(),
  className: z.string(),
  expected: z.boolean(),
  closed: z.boolean(),
  guardians: z.array(guardianShape),
});

/** Who did what, one line per child, each guardian by name; and what can be done for those who are missing. */
export const followPage = page('/liaison/mots/:noteId/suivi', {
  params: z.object({ noteId: uuid }),
  may: follows,
  query: z.object({ manquants: ticked.catch(false) }),
  answer: z.object({
    note: noteShape,
    mine: z.boolean(),
    arrived: z.boolean(),
    onlyMissing: z.boolean(),
    history: historyShape,
    tally: z.object({ total: z.number(), expected: z.number(), closed: z.number(), missing: z.number(), gone: z.number() }),
    answers: z.array(z.object({ answer: z.string(), count: z.number() })),
    missing: z.number(),
    reachable: z.number(),
    reminded: z.boolean(),
    lines: z.array(lineShape),
  }),
  load: async ({ me, params, query, db, now }) => {
    const note = await noteById(db, params.noteId);
    if (!note) return hidden;
    const lines = await linesOf(db, note.id);
    const missing = missingOf(lines);
    const given = lines.flatMap(({ guardians }) =>
      guardians.filter(({ repliedAt }) => repliedAt).map(({ answer }) => answerText(note.replyKind, answer)),
    );
    const counted = note.replyKind === 'yes-no' || note.replyKind === 'choice';
    return {
      note: shown(note, await attachmentsOf(db, note.id)),
      mine: note.authorId === me.personId,
      arrived: note.arrivesAt !== null && note.arrivesAt <= now,
      onlyMissing: query.manquants,
      history: historyOf(await versionsOf(db, note.id)),
      tally: tallyOf(lines),
      answers: counted ? [...Map.groupBy(given, (answer) => answer)].map(([answer, all]) => ({ answer, count: all.length })) : [],
      missing: missing.length,
      reachable: peopleIn(missing.filter(({ guardian }) => guardian.hasAccount)),
      reminded: remindedToday(note, now),
      lines: query.manquants ? lines.filter((line) => line.expected && !line.closed) : lines,
    };
  },
  view: ({ note, mine, arrived, onlyMissing, history, tally, answers, missing, reachable, reminded, lines }) => {
    const here = `/liaison/mots/${note.id}`;
    const open = note.state === 'sent';
    const classes = new Set(lines.map(({ className }) => className)).size;
    return (
      <Page title={note.title} family="communication" trail={[{ label: t.carnet, href: '/liaison' }]}>
        {!open && (
          <Notice kind="warning">
            {t.withdrawnOn} <Time at={note.withdrawnAt ?? new Date()} form="relative" />.
          </Notice>
        )}
        {open && !arrived && note.arrivesAt && (
          <Notice>
            {t.willArrive} <Time at={note.arrivesAt} />.
          </Notice>
        )}
        <Card>
          <Meter
            label={note.replyKind === 'none' ? t.haveReadMeter : t.answered}
            value={tally.closed}
            max={tally.expected}
            text={t.haveAnswered({ value: tally.closed, max: tally.expected })}
          />
          {note.deadline && (
            <p class="meta">
              <span>
                {t.before} <Time at={note.deadline} form="day" />
              </span>
              {note.signers === 'all' && <span>{t.allSign}</span>}
            </p>
          )}
          {answers.length > 0 && <p>{answers.map(({ answer, count }) => t.answerCount({ answer, count })).join(' · ')}</p>}
          {tally.gone > 0 && <p class="hint">{t.notExpected({ count: tally.gone })}</p>}
        </Card>
        {open && missing > 0 && (
          <Buttons>
            {reminded ? (
              <Status kind="done">{t.remindedToday}</Status>
            ) : (
              reachable > 0 && (
                <Confirm
                  action={`${here}/rappel`}
                  label={t.remind({ count: reachable })}
                  sentence={t.remindSure({ count: reachable })}
                  confirm={t.remindYes}
                />
              )
            )}
            <ButtonLink href={`${here}/coupons`} picture="print" download>
              {t.printSlips}
            </ButtonLink>
            <ButtonLink href={`${here}/papier`} picture="paper">
              {t.enterPaper}
            </ButtonLink>
          </Buttons>
        )}
        <Tabs
          label={t.whoToShow}
          entries={[
            { label: t.everybody, href: `${here}/suivi`, current: !onlyMissing },
            {
              label: t.missingOnly,
              href: `${here}/suivi?manquants=1`,
              current: onlyMissing,
              ...(tally.missing > 0 ? { count: tally.missing } : {}),
            },
          ]}
        />
        <Table
          caption={t.whoAnswered}
          quiet
          dense
          rows={lines}
          id={({ id }) => id}
          empty={t.nobodyMissing}
          columns={[
            { head: t.child, header: true, cell: (line) => line.name },
            ...(classes > 1 ? [{ head: t.klass, cell: (line: LineShape) => line.className }] : []),
            { head: t.line, cell: (line) => <Closed line={line} kind={note.replyKind} /> },
            { head: t.guardians, cell: (line) => <Guardians guardians={line.guardians} kind={note.replyKind} /> },
          ]}
        />
        <h2>{t.theNote}</h2>
        <Card>
          <NoteBody note={note} />
          <History versions={history} />
        </Card>
        <Buttons>
          <ButtonLink href={`${here}/preuve`} picture="shield" download>
            {t.proof}
          </ButtonLink>
          {!open || missing > 0 ? null : (
            <ButtonLink href={`${here}/papier`} picture="paper">
              {t.enterPaper}
            </ButtonLink>
          )}
          {open && mine && (
            <ButtonLink href={`${here}/correction`} picture="pencil">
              {t.correct}
            </ButtonLink>
          )}
          {open && <Confirm action={`${here}/retrait`} label={t.withdraw} sentence={t.withdrawSure} confirm={t.withdrawYes} />}
        </Buttons>
      </Page>
    );
  },
});

type LineShape = z.infer<typeof lineShape>;

const Closed = ({ line, kind }: { line: LineShape; kind: ReplyKind }) => {
  if (!line.expected)
    return <Status kind="missing">{line.guardians.some(({ concerned }) => concerned) ? t.nobodyToAsk : t.noGuardianOrGone}</Status>;
  if (line.closed) return <Status kind="done">{kind === 'none' ? t.seen : kind === 'signature' ? t.signed : t.replied}</Status>;
  return <Status kind="waiting">{t.awaited}</Status>;
};

const Guardians = ({ guardians, kind }: { guardians: LineShape['guardians']; kind: ReplyKind }) => (
  <ul>
    {guardians.map((guardian) => (
      <li key={guardian.id}>
        {guardian.name} : <GuardianState guardian={guardian} kind={kind} />
      </li>
    ))}
  </ul>
);

function GuardianState({ guardian, kind }: { guardian: LineShape['guardians'][number]; kind: ReplyKind }) {
  const { repliedAt, seenAt, onPaper, concerned, hasAccount, asked, answer } = guardian;
  if (repliedAt)
    return (
      <>
        <strong>{answerText(kind, answer)}</strong>, {onPaper ? t.onPaper : ''} <Time at={repliedAt} />
      </>
    );
  if (!concerned) return <span class="hint">{t.noLongerConcerned}</span>;
  if (seenAt)
    return (
      <>
        {kind === 'none' || !asked ? t.seenLow : t.seenNotAnswered} <Time at={seenAt} />
      </>
    );
  if (!hasAccount) return <span class="hint">{t.noAccountLow}</span>;
  return <span class="hint">{asked ? t.notSeen : t.informedNotSeen}</span>;
}
