import { conciliationBy } from './dates.ts';
import type { Payment, State, StepKind } from './tables.ts';

/** The word of each step in an address. Those that only the calendar takes have none. */
export const slugs = {
  envoi: 'sent',
  deliberation: 'deliberated',
  signature: 'signed',
  vigueur: 'in-force',
  'sans-suite': 'dropped',
  'mise-en-demeure': 'noticed',
  conciliation: 'conciliated',
  resiliation: 'warned',
  accord: 'settled',
  titre: 'issued',
  contestation: 'contested',
  maintien: 'upheld',
  reduction: 'reduced',
  paiement: 'paid',
  annulation: 'cancelled',
  'non-valeur': 'written-off',
} as const satisfies Record<string, StepKind>;
export type Slug = keyof typeof slugs;
export const slugNames = Object.keys(slugs) as [Slug, ...Slug[]];

/** From where each step may be taken, and what the convention is after it. */
const ways: Partial<Record<StepKind, { from: State[]; to: State }>> = {
  sent: { from: ['draft'], to: 'sent' },
  deliberated: { from: ['sent'], to: 'deliberated' },
  signed: { from: ['deliberated'], to: 'signed' },
  'in-force': { from: ['signed'], to: 'in-force' },
  dropped: { from: ['sent', 'deliberated', 'signed'], to: 'dropped' },
  noticed: { from: ['in-force'], to: 'noticed' },
  conciliated: { from: ['noticed'], to: 'conciliated' },
  warned: { from: ['noticed', 'conciliated'], to: 'warned' },
  settled: { from: ['noticed', 'conciliated', 'warned'], to: 'in-force' },
  terminated: { from: ['warned'], to: 'terminated' },
  ended: { from: ['in-force', 'noticed', 'conciliated', 'warned'], to: 'ended' },
};

/** The titre de perception: the State's accounts say what becomes of it, we note it. What was paid is never given back (art. 11). */
const claims: Partial<Record<StepKind, { from: Payment[]; to: Payment }>> = {
  issued: { from: ['to-issue'], to: 'issued' },
  contested: { from: ['issued'], to: 'contested' },
  upheld: { from: ['contested'], to: 'issued' },
  reduced: { from: ['issued', 'contested'], to: 'issued' },
  paid: { from: ['issued'], to: 'paid' },
  cancelled: { from: ['issued', 'contested'], to: 'cancelled' },
  'written-off': { from: ['issued'], to: 'written-off' },
};

type Standing = { state: State; payment: Payment };

/** Where this step leads, or nothing when it cannot be taken from here. */
export function after(kind: StepKind, { state, payment }: Standing): Standing | undefined {
  const way = ways[kind];
  // It is due once it binds, and stays due whatever becomes of the convention.
  if (way?.from.includes(state)) return { state: way.to, payment: kind === 'in-force' ? 'to-issue' : payment };
  const claim = claims[kind];
  return claim?.from.includes(payment) ? { state, payment: claim.to } : undefined;
}

/** The steps that somebody may take from here, in the order of the screen. */
export const stepsFrom = (standing: Standing): Slug[] => slugNames.filter((slug) => after(slugs[slug], standing) !== undefined);

/** The second letter supposes that conciliation failed, or that its month went by without it. */
export const mayWarn = (state: State, noticedOn: string, day: string): boolean =>
  state === 'conciliated' || day > conciliationBy(noticedOn);

export const isClaim = (kind: StepKind): boolean => kind in claims;
/** It binds both sides. */
export const bindingStates: readonly State[] = ['in-force', 'noticed', 'conciliated', 'warned'];
export const onTheWay: readonly State[] = ['sent', 'deliberated', 'signed'];
