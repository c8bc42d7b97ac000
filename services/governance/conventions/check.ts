import { optionalDay, optionalText, type Refusal, refuse, z } from '#kernel';
import { addDays, conciliationBy, lastDayToAgree } from './dates.ts';
import { type Step, stepOf, type Whole } from './facts.ts';
import { actesShape, sirenOf } from './identifiers.ts';
import { centsIn, eurosText } from './money.ts';
import { isClaim, mayWarn } from './states.ts';
import type { Details, StepKind } from './tables.ts';
import { t } from './texts.ts';

/** Fields of any step; each step reads its own. */
export const StepBody = z.object({
  day: z.iso.date(t.giveDay).refine((day) => day >= '2000-01-01', t.giveDay),
  number: optionalText(60),
  vote: optionalText(120),
  transmittedOn: optionalDay,
  publishedOn: optionalDay,
  actesId: optionalText(60),
  party: z.enum(['authority', 'collectivity']).optional(),
  amount: optionalText(20),
  note: optionalText(500),
});
type Body = z.infer<typeof StepBody>;

/** What must be shown: the deed itself is kept beside its day. */
const withDocument: StepKind[] = ['deliberated', 'signed', 'in-force', 'noticed', 'conciliated', 'warned', 'settled'];
export const needsDocument = (kind: StepKind): boolean => withDocument.includes(kind);

type Checked = { day: string; details: Details };
const wrong = (field: string, sentence: string): Refusal => refuse('step', sentence, { field });

/** The day and the words of a step, or the sentence that says what is wrong with them. */
export function checked(kind: StepKind, body: Body, whole: Whole, today: string): Checked | Refusal {
  const day = dayOf(kind, body.day, whole.steps, today);
  if (typeof day !== 'string') return day;
  const own = detailsOf(kind, body, whole, today);
  if ('refused' in own) return own;
  return { day, details: { ...own, ...(body.note ? { note: body.note } : {}) } };
}

function dayOf(kind: StepKind, day: string, steps: readonly Step[], today: string): string | Refusal {
  if (day > today) return wrong('day', t.dayToCome);
  const claim = isClaim(kind);
  const before = claim
    ? (steps.findLast((step) => isClaim(step.kind)) ?? stepOf(steps, 'in-force'))
    : kind === 'in-force'
      ? stepOf(steps, 'sent')
      : steps.findLast((step) => !isClaim(step.kind));
  if (before && day < before.day) return wrong('day', t.dayTooEarly({ step: t.stepDone({ kind: before.kind }), day: before.day }));
  // It binds from the last of the two signatures.
  const signed = stepOf(steps, 'signed')?.day;
  return kind === 'in-force' && signed && signed > day ? signed : day;
}

function detailsOf(kind: StepKind, body: Body, whole: Whole, today: string): Details | Refusal {
  if (kind === 'deliberated') return deliberation(body, whole, today);
  if (kind === 'noticed' || kind === 'warned') return letter(kind, body, whole);
  if (kind === 'settled') {
    const warned = stepOf(whole.steps, 'warned');
    if (whole.convention.state === 'warned' && warned && body.day > lastDayToAgree(warned.day))
      return wrong('day', t.tooLateToAgree({ day: lastDayToAgree(warned.day) }));
    return {};
  }
  if (kind === 'issued') return body.number ? { number: body.number } : wrong('number', t.giveClaimNumber);
  if (kind === 'reduced') {
    const cents = centsIn(body.amount ?? '');
    const claimed = whole.convention.claimed_cents ?? whole.totalCents;
    if (cents === undefined || cents <= 0 || cents >= claimed) return wrong('amount', t.wrongAmount({ most: eurosText(claimed) }));
    return { cents, ...(body.number ? { number: body.number } : {}) };
  }
  return body.number ? { number: body.number } : {};
}

function letter(kind: 'noticed' | 'warned', { party, number, day }: Body, { convention, steps }: Whole): Details | Refusal {
  const noticed = stepOf(steps, 'noticed');
  if (kind === 'warned' && noticed && !mayWarn(convention.state, noticed.day, day))
    return wrong('day', t.conciliateFirst({ day: addDays(conciliationBy(noticed.day), 1) }));
  const by = kind === 'warned' ? (noticed?.details.party ?? party) : party;
  if (!by) return wrong('party', t.chooseParty);
  return { party: by, ...(number ? { number } : {}) };
}

function deliberation(body: Body, { convention }: Whole, today: string): Details | Refusal {
  const { day, number, vote, transmittedOn, publishedOn, actesId } = body;
  if (!number) return wrong('number', t.giveDeliberationNumber);
  if (!vote) return wrong('vote', t.giveVote);
  if (transmittedOn && (transmittedOn < day || transmittedOn > today)) return wrong('transmittedOn', t.wrongTransmission);
  if (publishedOn && (publishedOn < day || publishedOn > today)) return wrong('publishedOn', t.wrongPublication);
  const acte = actesId?.toUpperCase();
  if (acte) {
    const [, siren, ...parts] = actesShape.exec(acte) ?? [];
    if (!siren) return wrong('actesId', t.wrongActes);
    if (siren !== sirenOf(convention.siret)) return wrong('actesId', t.actesOfAnother);
    if (parts.join('-') !== day) return wrong('actesId', t.actesOfAnotherDay);
  }
  return {
    ...{ number, vote },
    ...(transmittedOn ? { transmittedOn } : {}),
    ...(publishedOn ? { publishedOn } : {}),
    ...(acte ? { actesId: acte } : {}),
  };
}
