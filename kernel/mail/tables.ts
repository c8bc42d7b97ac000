import type { ColumnType } from 'kysely';
import type { Moment } from '#kernel/db';

export interface MailTables {
  'kernel.mails': {
    id: string;
    key: string;
    recipient: string;
    subject: string;
    body: string | null;
    queued_at: Moment;
    sent_at: ColumnType<Date | null>;
  };
}
