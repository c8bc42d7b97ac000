import type { Half } from '#kernel/calendar';
import type { Day, Default, KernelTables, Moment } from '#kernel/db';

export type Kind = 'lesson' | 'reading' | 'preparation' | 'material';
export type Repeats = 'none' | 'weekly' | 'fortnightly';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'homework.works': {
    id: string;
    series_id: string;
    school_id: string;
    class_id: string;
    author_id: string | null;
    due_on: Day;
    subject: string;
    kind: Kind;
    body: string;
    minutes: Default<number>;
    repeats: Default<Repeats>;
    changed_alone: Default<boolean>;
    created_at: Moment;
  };
  'homework.addressees': { work_id: string; group_id: string | null; pupil_id: string | null };
  'homework.attachments': { work_id: string; file_id: string };
  'homework.ticks': { work_id: string; pupil_id: string; done_at: Date };
  'homework.tellings': { pupil_id: string; told_on: Day };
  'homework.sessions': {
    id: string;
    school_id: string;
    class_id: string;
    author_id: string | null;
    day: Day;
    half: Half;
    subject: string;
    body: string;
    done: Default<boolean>;
    created_at: Moment;
  };
  'homework.substitutions': {
    id: string;
    school_id: string;
    class_id: string;
    person_id: string;
    day: Day;
    opens_at: Date;
    closes_at: Date;
    opened_by: string | null;
    ended_at: Date | null;
  };
  /** A view: who has what to do. */
  'homework.of_pupils': { work_id: string; pupil_id: string };
}
