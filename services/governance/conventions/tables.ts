import type { GeneratedAlways } from 'kysely';
import type { Day, Default, Json, KernelTables } from '#kernel/db';

export const kinds = ['commune', 'epci', 'syndicat'] as const;
export type Kind = (typeof kinds)[number];

export const states = [
  ...(['draft', 'sent', 'deliberated', 'signed', 'in-force', 'noticed', 'conciliated', 'warned'] as const),
  ...(['terminated', 'ended', 'dropped'] as const),
] as const;
export type State = (typeof states)[number];

export const payments = ['none', 'to-issue', 'issued', 'contested', 'paid', 'cancelled', 'written-off'] as const;
export type Payment = (typeof payments)[number];

/** What may happen to a convention, then to its titre de perception. */
export const stepKinds = [
  ...([
    'sent',
    'deliberated',
    'signed',
    'in-force',
    'dropped',
    'noticed',
    'conciliated',
    'warned',
    'settled',
    'terminated',
    'ended',
  ] as const),
  ...(['issued', 'contested', 'upheld', 'reduced', 'paid', 'cancelled', 'written-off'] as const),
] as const;
export type StepKind = (typeof stepKinds)[number];

/** What one step has to say beside its day and its document. */
export type Details = {
  number?: string;
  vote?: string;
  transmittedOn?: string;
  publishedOn?: string;
  actesId?: string;
  party?: 'authority' | 'collectivity';
  note?: string;
  cents?: number;
};

export type Convention = {
  id: string;
  territory_id: string;
  school_year: string;
  kind: Kind;
  name: string;
  siret: string;
  insee: string | null;
  address: string;
  postal_code: string;
  city: string;
  signatory: string;
  quality: string;
  service_code: string | null;
  commitment: string | null;
  town_id: string | null;
  authority: string;
  authority_address: string;
  authority_signatory: string;
  authority_quality: string;
  made_in: string;
  unit_cents: number;
  state: Default<State>;
  payment: Default<Payment>;
  claimed_cents: Default<number | null>;
  renewed_from: Default<string | null>;
  renewal_id: Default<string | null>;
  created_by: string | null;
  created_at: Date;
};

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'conventions.conventions': Convention;
  'conventions.lines': {
    convention_id: string;
    school_id: string | null;
    uai: string;
    label: string;
    school_year: string;
    released: Default<boolean>;
  };
  'conventions.steps': {
    id: string;
    n: GeneratedAlways<number>;
    convention_id: string;
    kind: StepKind;
    day: Day;
    file_id: string | null;
    details: Json<Details>;
    actor_id: string | null;
    noted_at: Date;
  };
  'conventions.reminders': { convention_id: string; about: string; due: Day; told_at: Date };
  'conventions.renewals': {
    id: string;
    place_id: string;
    school_year: string;
    made_by: string | null;
    made_at: Date;
    undone_at: Default<Date | null>;
  };
}
