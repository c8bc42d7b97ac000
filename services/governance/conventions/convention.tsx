import { hidden, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Confirm, Definition, Notice, Page, Status, Time } from '#kernel/ui';
import { openYears, termOf, todayIn } from './dates.ts';
import { abouts, deadlinesOf } from './deadlines.ts';
import { endAfter } from './ends.ts';
import { sideOf, stepOf, wholeOf } from './facts.ts';
import { History, StepShape } from './history.tsx';
import { looksLike, siretText } from './identifiers.ts';
import { eurosText } from './money.ts';
import { mayRead } from './policy.ts';
import { type Slug, slugNames, slugs, stepsFrom } from './states.ts';
import { payments, states, type Tables } from './tables.ts';
import { stateLook, t } from './texts.ts';
import { Track } from './track.tsx';

const { page } = routesFor<Tables>();
const Day = z.object({ about: z.enum(abouts), day: z.string() });

const Answer = z.object({
  id: z.string(),
  side: z.enum(['manager', 'town', 'director']),
  state: z.enum(states),
  payment: z.enum(payments).nullable(),
  year: z.string(),
  name: z.string(),
  siret: z.string(),
  oddSiret: z.boolean(),
  signatory: z.string(),
  quality: z.string(),
  chorus: z.array(z.string()),
  lines: z.array(z.string()),
  unit: z.string(),
  total: z.string(),
  claimed: z.string().nullable(),
  term: z.string(),
  renewed: z.boolean(),
  ifNotRenewed: z.object({ readOnlyFrom: z.string(), lastDayToExport: z.string(), closedFrom: z.string() }),
  deadlines: z.array(Day),
  steps: z.array(StepShape),
  next: z.array(z.enum(slugNames)),
  today: z.string(),
  mayRenew: z.boolean(),
});
type Shown = z.infer<typeof Answer>;

/** One convention: where it stands, what it costs, what happened, what comes. Each side sees its own. */
export const convention = page('/conventions/:conventionId', {
  params: z.object({ conventionId: uuid }),
  may: mayRead,
  answer: Answer,
  load: async ({ db, me, now, params: { conventionId } }) => {
    const whole = await wholeOf(db, conventionId);
    if (!whole) return hidden;
    const { convention: c, lines, steps, totalCents } = whole;
    const side = await sideOf(db, me, conventionId);
    const next = await db
      .selectFrom('conventions.conventions')
      .select('state')
      .where('siret', '=', c.siret)
      .where('school_year', '>', c.school_year)
      .where('state', '<>', 'dropped')
      .execute();
    const renewed = next.some(({ state }) => state !== 'draft');
    const standing = {
      ...{ state: c.state, schoolYear: c.school_year, renewed },
      ...{ noticedOn: stepOf(steps, 'noticed')?.day ?? null, warnedOn: stepOf(steps, 'warned')?.day ?? null },
    };
    const party = side !== 'director';
    const lastDay = c.state === 'terminated' ? (stepOf(steps, 'terminated')?.day ?? termOf(c.school_year)) : termOf(c.school_year);
    return {
      ...{ id: conventionId, side, state: c.state, payment: party ? c.payment : null, year: c.school_year, name: c.name },
      ...{ siret: siretText(c.siret), oddSiret: side === 'manager' && c.insee !== null && !looksLike(c.siret, c.insee) },
      ...{ signatory: c.signatory, quality: c.quality, lines: lines.map(({ label }) => label) },
      chorus: party ? [c.service_code, c.commitment].filter((code) => code !== null) : [],
      ...{ unit: eurosText(c.unit_cents), total: eurosText(totalCents), term: termOf(c.school_year), renewed, today: todayIn(now) },
      claimed: party && c.claimed_cents !== null && c.claimed_cents !== totalCents ? eurosText(c.claimed_cents) : null,
      ifNotRenewed: endAfter(lastDay),
      deadlines: party ? deadlinesOf(standing) : [],
      steps: steps
        .filter(({ kind }) => party || openTo.includes(kind))
        .map((step) => ({ ...step, file: party ? step.file : null, by: party ? step.by : null })),
      next: side === 'manager' ? stepsFrom(c) : [],
      mayRenew: side === 'manager' && next.length === 0 && openYears(now).some((year) => year > c.school_year),
    };
  },
  view: (c) => (
    <Page
      title={t.titleOf({ name: c.name, year: c.year })}
      family="governance"
      trail={[{ label: t.label, href: '/conventions' }]}
      lead={<Status kind={stateLook[c.state]}>{t.stateText({ state: c.state })}</Status>}
    >
      <Track state={c.state} payment={c.payment} />
      <Deadlines {...c} />
      <Facts {...c} />
      <Papers {...c} />
      {c.side === 'manager' && <Next {...c} />}
      <NotRenewed {...c} />
      <History id={c.id} steps={c.steps} />
    </Page>
  ),
});

/** What a director is told of: that their school is covered, or is no more. */
const openTo: readonly string[] = ['sent', 'deliberated', 'signed', 'in-force', 'ended', 'terminated', 'dropped'];

const Deadlines = ({ deadlines, today }: Shown) =>
  deadlines.length === 0 ? null : (
    <Notice
      kind={deadlines.some(({ about, day }) => about !== 'term' && about !== 'court' && day <= today) ? 'warning' : 'info'}
      title={t.deadlines}
    >
      <ul>
        {deadlines.map(({ about, day }) => (
          <li key={about}>{t.deadlineText({ about, day })}</li>
        ))}
      </ul>
    </Notice>
  );

const Facts = (c: Shown) => (
  <section aria-labelledby="termes">
    <h2 id="termes">{t.terms}</h2>
    <Definition
      entries={[
        { term: t.siret, children: c.siret },
        { term: t.signatory, children: c.signatory ? t.signs({ name: c.signatory, quality: c.quality }) : t.notYetKnown },
        { term: t.termLabel, children: <Time at={c.term} form="day" /> },
        { term: t.participation, children: t.sum({ count: c.lines.length, unit: c.unit, total: c.total }) },
        ...(c.claimed ? [{ term: t.claimed, children: c.claimed }] : []),
        ...(c.chorus.length > 0 ? [{ term: t.chorus, children: c.chorus.join(' · ') }] : []),
      ]}
    />
    {c.oddSiret && (
      <Notice kind="warning">
        <p>{t.oddSiret}</p>
      </Notice>
    )}
    <h3>{t.schoolsCount({ count: c.lines.length })}</h3>
    {c.lines.length === 0 ? (
      <p class="hint">{t.noSchoolYet}</p>
    ) : (
      <ul>
        {c.lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    )}
  </section>
);

const Papers = ({ id, side, state, payment }: Shown) => (
  <Buttons>
    <ButtonLink href={`/conventions/${id}/document`} picture="paper">
      {state === 'draft' ? t.seeDraft : t.seeDocument}
    </ButtonLink>
    {side !== 'director' && payment !== 'none' && (
      <ButtonLink href={`/conventions/${id}/etat-liquidatif`} picture="paper">
        {t.claim}
      </ButtonLink>
    )}
    {side !== 'director' && state !== 'draft' && (
      <ButtonLink href={`/conventions/${id}/recapitulatif`} picture="paper">
        {t.recap}
      </ButtonLink>
    )}
  </Buttons>
);

/** What seldom happens, set apart from what a convention waits for. */
const rare: readonly Slug[] = ['sans-suite', 'mise-en-demeure', 'contestation', 'reduction', 'annulation', 'non-valeur'];

const Doors = ({ id, slugs: doors, main }: { id: string; slugs: readonly Slug[]; main?: boolean }) =>
  doors.length === 0 ? null : (
    <Buttons>
      {doors.map((slug, at) => (
        <ButtonLink key={slug} href={`/conventions/${id}/etapes/${slug}`} weight={!main ? 'quiet' : at === 0 ? 'main' : 'plain'}>
          {t.stepTitle({ kind: slugs[slug] })}
        </ButtonLink>
      ))}
    </Buttons>
  );

/** What one may do from here: first what the convention waits for. */
const Next = ({ id, state, next, mayRenew }: Shown) => (
  <section aria-labelledby="suite">
    <h2 id="suite">{t.next}</h2>
    {state === 'draft' && (
      <Buttons>
        <ButtonLink href={`/conventions/brouillons/${id}/ecoles`} picture="house">
          {t.editSchools}
        </ButtonLink>
        <ButtonLink href={`/conventions/brouillons/${id}/modifier`} picture="pencil">
          {t.editDraft}
        </ButtonLink>
      </Buttons>
    )}
    <Doors id={id} slugs={next.filter((slug) => !rare.includes(slug))} main />
    <Doors id={id} slugs={next.filter((slug) => rare.includes(slug))} />
    {mayRenew && (
      <Confirm action={`/conventions/${id}/renouvellement`} label={t.renewOne} sentence={t.renewOneSure} confirm={t.renewOneYes} />
    )}
    {state === 'draft' && (
      <Confirm action={`/conventions/brouillons/${id}/suppression`} label={t.delete} sentence={t.deleteSure} confirm={t.deleteYes} />
    )}
    {next.length === 0 && !mayRenew && state !== 'draft' && <p class="hint">{t.nothingNext}</p>}
  </section>
);

const NotRenewed = ({ renewed, state, ifNotRenewed: { readOnlyFrom, lastDayToExport, closedFrom } }: Shown) => (
  <section aria-labelledby="sinon">
    <h2 id="sinon">{state === 'terminated' ? t.afterTermination : t.ifNotRenewed}</h2>
    {renewed && <p>{t.isRenewed}</p>}
    <Definition
      entries={[
        { term: t.dayFrom({ day: readOnlyFrom }), children: t.readOnlyRule },
        { term: t.dayUntil({ day: lastDayToExport }), children: t.exportRule },
        { term: t.dayFrom({ day: closedFrom }), children: t.closedRule },
      ]}
    />
    <p class="hint">{t.patienceRule}</p>
  </section>
);
