import type { ColumnType, GeneratedAlways } from 'kysely';
import type { ConsentTables } from '../consent/tables.ts';
import type { EndTables } from '../ends/tables.ts';
import type { IdentityTables } from '../identity/tables.ts';
import type { MailTables } from '../mail/tables.ts';
import type { ModerationTables } from '../moderation/tables.ts';
import type { OutboxTables } from '../outbox/tables.ts';
import type { MergeTables } from '../people/tables.ts';
import type { PerimeterTables } from '../perimeter/tables.ts';
import type { PersonalDataTables } from '../personal-data/tables.ts';
import type { UploadTables } from '../uploads/tables.ts';

/** A column that has a default: may be left out of an insert. */
export type Default<T> = ColumnType<T, T | undefined, T>;
/** A moment: read as a Date, written as a Date. */
export type Moment = ColumnType<Date, Date | undefined, Date>;
/** A calendar day, ISO text « 2026-09-01 »: never shifted by a time zone. */
export type Day = string;
/** jsonb: read parsed, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;

export type Source = 'aaf' | 'onde' | 'manual';
export type PlaceKind = 'region' | 'academy' | 'department' | 'circonscription' | 'town' | 'school' | 'class' | 'group';
export type FunctionKind =
  | 'pupil'
  | 'teacher'
  | 'director'
  | 'assistant'
  | 'atsem'
  | 'town'
  | 'adviser'
  | 'inspector'
  | 'academy'
  | 'administrator';
/** The three writings of French schools. */
export type Hand = 'capitals' | 'script' | 'cursive';
/** What makes reading easier: wider spacing (it helps most), larger letters, OpenDyslexic. */
export type Comfort = 'spaced' | 'large' | 'dyslexic';
export type Level = 'TPS' | 'PS' | 'MS' | 'GS' | 'CP' | 'CE1' | 'CE2' | 'CM1' | 'CM2' | 'ULIS';
export type GuardianKind =
  | 'mother'
  | 'father'
  | 'tutor'
  | 'child-welfare'
  | 'grandparent'
  | 'sibling'
  | 'foster'
  | 'educator'
  | 'carer'
  | 'relative'
  | 'self'
  | 'other';

/** The kernel's tables, readable by every service. Types of kernel/db/migrations. */
export interface KernelTables
  extends ConsentTables,
    EndTables,
    IdentityTables,
    MailTables,
    MergeTables,
    ModerationTables,
    OutboxTables,
    PerimeterTables,
    PersonalDataTables,
    UploadTables {
  'kernel.places': {
    id: string;
    kind: PlaceKind;
    name: string;
    parent_id: string | null;
    school_id: string | null;
    external_id: string | null;
    source: Default<Source>;
    school_year: string | null;
    closed_on: Day | null;
    own_fields: Default<string[]>;
  };
  'kernel.schools': {
    id: string;
    uai: string;
    nature: 'maternelle' | 'elementaire' | 'primaire';
    town_id: string | null;
    rpi: string | null;
    siret: string | null;
    address: string | null;
    postal_code: string | null;
    city: string | null;
    phone: string | null;
    email: string | null;
    holiday_zone: Default<'A' | 'B' | 'C'>;
    time_zone: Default<string>;
    calm: Default<boolean>;
  };
  'kernel.school_weeks': {
    school_id: string;
    valid_from: Day;
    weekday: number;
    half: 'morning' | 'afternoon';
    starts: string;
    ends: string;
  };
  /** `starts` and `ends` null: no class. */
  'kernel.exceptional_half_days': {
    school_id: string;
    day: Day;
    half: 'morning' | 'afternoon';
    starts: string | null;
    ends: string | null;
    reason: string;
  };
  /** Kept by triggers. */
  'kernel.place_ancestors': { place_id: GeneratedAlways<string>; ancestor_id: GeneratedAlways<string> };
  'kernel.people': {
    id: string;
    civility: 'M.' | 'Mme' | null;
    first_name: string;
    last_name: string;
    birth_name: string | null;
    birth_date: Day | null;
    external_id: string | null;
    source: Default<Source>;
    own_fields: Default<string[]>;
    leaving_since: ColumnType<Date | null>;
    trashed_at: ColumnType<Date | null>;
    limited_since: ColumnType<Date | null, Date | null | undefined>;
    died_on: ColumnType<Day | null, Day | null | undefined>;
    created_at: Moment;
    merged_into: ColumnType<string | null, string | null | undefined>;
    gar_id: ColumnType<string | null, string | null | undefined>;
  };
  'kernel.contacts': {
    person_id: string;
    email: string | null;
    academic_email: string | null;
    phone_home: string | null;
    phone_work: string | null;
    phone_mobile: string | null;
    address: string | null;
    postal_code: string | null;
    city: string | null;
    country: string | null;
    shares_address: Default<boolean>;
    own_fields: Default<string[]>;
  };
  'kernel.functions': {
    id: string;
    person_id: string;
    place_id: string;
    school_id: string | null;
    kind: FunctionKind;
    level: Level | null;
    starts_on: Day | null;
    ends_on: Day | null;
    source: Default<Source>;
    sheet_id: ColumnType<string | null, string | null | undefined>;
  };
  /** A view: begun, not ended, of somebody who is not in the trash. */
  'kernel.functions_today': {
    id: string;
    person_id: string;
    place_id: string;
    school_id: string | null;
    kind: FunctionKind;
    level: Level | null;
    starts_on: Day | null;
    ends_on: Day | null;
    source: Source;
  };
  'kernel.guardianships': {
    pupil_id: string;
    guardian_id: string;
    kind: GuardianKind;
    holds_authority: Default<boolean>;
    source: Default<Source>;
  };
  'kernel.accounts': {
    id: string;
    person_id: string;
    login: string;
    password_hash: string | null;
    activated_at: ColumnType<Date | null>;
    blocked_at: ColumnType<Date | null>;
    first_opened_at: ColumnType<Date | null>;
    language: Default<string>;
    created_at: Moment;
    devices_known_since: Moment;
    tells_new_device: Default<boolean>;
    hand: Default<Hand | null>;
    comfort: Default<Comfort[]>;
  };
  'kernel.class_hands': { class_id: string; hand: Hand };
  'kernel.activation_codes': {
    id: string;
    account_id: string;
    code_hmac: Buffer;
    issued_by: string | null;
    issued_at: Moment;
    expires_at: Date;
    used_at: ColumnType<Date | null>;
    revoked_at: ColumnType<Date | null>;
  };
  'kernel.sessions': {
    id: string;
    token_hash: Buffer;
    account_id: string;
    device: string;
    method: 'password' | 'password-and-mail' | 'passkey' | 'sheet' | 'educonnect' | 'agents' | 'badge' | 'pictures' | 'machine';
    line: string | null;
    created_at: Moment;
    seen_at: Moment;
    expires_at: Date;
    silence_minutes: number;
    second_factor_at: ColumnType<Date | null>;
    proved_at: Moment;
    revoked_at: ColumnType<Date | null>;
  };
  'kernel.charters': {
    id: string;
    audience: 'adult' | 'child';
    version: number;
    body: string;
    published_at: Moment;
    published_by: string | null;
  };
  'kernel.charter_acceptances': { account_id: string; charter_id: string; accepted_at: Moment };
  'kernel.throttles': { key: string; hits: number; resets_at: Date };
  'kernel.audit': {
    id: string;
    at: Moment;
    actor_id: string | null;
    school_id: string | null;
    action: string;
    details: Json<Record<string, unknown>>;
  };
  'kernel.views': { at: Date; visitor: Buffer; place_id: string; profile: string; service: string | null; device: string };
  'kernel.files': {
    id: string;
    school_id: string | null;
    name: string;
    media_type: string;
    size: number;
    sha256: Buffer;
    uploaded_by: string | null;
    uploaded_at: Moment;
  };
}
