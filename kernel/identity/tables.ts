import type { ColumnType } from 'kysely';
import type { Default, Moment } from '#kernel/db';

/** Types of the migration 0007_ways_in. */
export interface IdentityTables {
  'kernel.authenticators': { account_id: string; sealed_secret: Buffer; last_step: ColumnType<string, number, number>; added_at: Moment };
  'kernel.passkeys': {
    id: string;
    account_id: string;
    credential_id: string;
    public_key: Buffer;
    counter: ColumnType<string, number, number>;
    transports: Default<string[]>;
    name: string;
    added_at: Moment;
    used_at: ColumnType<Date | null>;
  };
  'kernel.spent_challenges': { challenge: string; expires_at: Date };
  'kernel.mail_codes': {
    id: string;
    purpose: 'sign-in' | 'address';
    account_id: string;
    bearer: Buffer;
    email: string | null;
    keep: Default<boolean>;
    tries: Default<number>;
    expires_at: Date;
    used_at: ColumnType<Date | null>;
  };
  'kernel.rescues': {
    id: string;
    account_id: string;
    asked_by: string | null;
    asked_at: Moment;
    confirmed_by: string | null;
    confirmed_at: ColumnType<Date | null>;
    expires_at: Date;
    ended_at: ColumnType<Date | null>;
  };
}
