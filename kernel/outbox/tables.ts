import type { ColumnType } from 'kysely';
import type { Default, Json, Moment } from '#kernel/db';

export interface OutboxTables {
  'kernel.events': {
    id: string;
    service: string;
    event: string;
    school_id: string | null;
    circle: Json<unknown>;
    payload: Json<unknown>;
    urgent: Default<boolean>;
    emitted_by: string | null;
    emitted_at: Moment;
    delivered_at: ColumnType<Date | null>;
    attempts: Default<number>;
  };
  'kernel.notifications': {
    id: string;
    event_id: string;
    person_id: string;
    about_id: string | null;
    title: string;
    href: string;
    created_at: Moment;
    arrives_at: Date;
    arrived_at: ColumnType<Date | null>;
    told_by_mail_at: ColumnType<Date | null>;
    read_at: ColumnType<Date | null>;
  };
  'kernel.delivery_choices': { person_id: string; digest: Default<boolean>; digest_hour: Default<number> };
  'kernel.push_subscriptions': {
    id: string;
    person_id: string;
    session_id: string | null;
    endpoint: string;
    p256dh: string;
    auth: string;
    device: string;
    created_at: Moment;
  };
}
