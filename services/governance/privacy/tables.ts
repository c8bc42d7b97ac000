import type { ColumnType } from 'kysely';
import type { Medium } from '#kernel/consent';
import type { Day, Default, KernelTables } from '#kernel/db';

export type Claim = 'information' | 'access' | 'rectification' | 'opposition' | 'limitation' | 'directives';
export type Outcome = 'granted' | 'partly' | 'refused';
export type StepKind = 'received' | 'note' | 'extended' | 'answered' | 'lifted';
export type Wish = 'erase' | 'keep' | 'give';
export type Nature = 'confidentiality' | 'integrity' | 'availability';
export type Risk = 'none' | 'some' | 'high';
export type Decision = 'notify' | 'keep';
export type BreachStepKind = 'reported' | 'facts' | 'decided' | 'notified' | 'people' | 'note' | 'closed';
type Later<T> = ColumnType<T | null, T | null | undefined, T | null>;

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'privacy.files': {
    id: string;
    person_id: string;
    asked_by: string;
    state: 'making' | 'ready' | 'failed';
    done: Default<number>;
    out_of: Default<number>;
    asked_at: Date;
    file_id: ColumnType<string | null, string | null | undefined>;
    size: ColumnType<number | null, number | null | undefined>;
    taken_at: ColumnType<Date | null, Date | null | undefined>;
  };
  'privacy.requests': {
    id: string;
    person_id: string;
    asked_by: string | null;
    place_id: string | null;
    claim: Claim;
    said: string;
    received_on: Day;
    due_on: Day;
    extended_why: Later<string>;
    outcome: Later<Outcome>;
    answer: Later<string>;
    answered_by: Later<string>;
    answered_at: Later<Date>;
    reminded_on: Later<Day>;
  };
  'privacy.steps': { id: string; request_id: string; at: Date; by_id: string | null; kind: StepKind; words: string };
  'privacy.proofs': { request_id: string; file_id: string; added_by: string | null; added_at: Date };
  'privacy.deaths': {
    id: string;
    person_id: string;
    place_id: string | null;
    died_on: Day;
    recorded_by: string | null;
    recorded_at: Date;
    wish: Wish | null;
    heir: string | null;
    file_id: Later<string>;
    given_at: Later<Date>;
    given_to: Later<string>;
  };
  'privacy.projects': {
    id: string;
    class_id: string;
    name: string;
    sentence: string;
    media: Medium[];
    ends_on: Day;
    made_by: string | null;
    made_at: Date;
  };
  'privacy.endings_told': { class_id: string; project: string; ends_on: Day };
  'privacy.directives': { person_id: string; wish: Wish; heir: string | null; changed_at: Date };
  'privacy.breaches': {
    id: string;
    place_id: string | null;
    exercise: boolean;
    reported_by: string | null;
    reported_at: Date;
    discovered_at: Date;
    what: string;
    period: Later<string>;
    natures: Default<Nature[]>;
    data_kinds: Later<string>;
    people_kinds: Later<string>;
    people_count: Later<number>;
    records_count: Later<number>;
    children: Default<boolean>;
    consequences: Later<string>;
    measures: Later<string>;
    told: Later<string>;
    risk: Later<Risk>;
    decision: Later<Decision>;
    decision_why: Later<string>;
    decided_at: Later<Date>;
    notified_at: Later<Date>;
    notified_number: Later<string>;
    late_why: Later<string>;
    people_told_at: Later<Date>;
    people_told: Later<string>;
    children_told: Later<string>;
    closed_at: Later<Date>;
    reminded: Later<number>;
  };
  'privacy.breach_steps': { id: string; breach_id: string; at: Date; by_id: string | null; kind: BreachStepKind; words: string };
}
