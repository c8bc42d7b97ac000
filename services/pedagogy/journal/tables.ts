import type { Day, Default, KernelTables } from '#kernel/db';

export type State = 'shown' | 'waiting' | 'returned' | 'hidden';

/** Types of migrations/. */
export interface Tables extends KernelTables {
  'journal.posts': {
    id: string;
    school_id: string;
    class_id: string;
    author_id: string | null;
    project: string;
    by_pupil: Default<boolean>;
    caption: string;
    voice_id: string | null;
    state: State;
    content_hash: Buffer;
    posted_at: Date;
    returned_word: Default<string | null>;
    returned_voice_id: Default<string | null>;
  };
  'journal.pictures': {
    id: string;
    post_id: string;
    position: number;
    large_id: string;
    small_id: string;
    width: number;
    height: number;
  };
  'journal.named': { picture_id: string; pupil_id: string | null };
  'journal.heard': { post_id: string; pupil_id: string | null };
  'journal.comment_openings': { class_id: string; opened_by: string | null; opened_at: Date };
  'journal.comments': {
    id: string;
    post_id: string;
    author_id: string | null;
    body: string;
    state: 'waiting' | 'shown' | 'hidden';
    content_hash: Buffer;
    written_at: Date;
  };
  'journal.tellings': { pupil_id: string; told_on: Day };
  'journal.books': {
    id: string;
    class_id: string;
    project: string;
    state: 'making' | 'ready' | 'failed';
    done: Default<number>;
    out_of: Default<number>;
    asked_by: string | null;
    asked_at: Date;
    pdf_id: Default<string | null>;
    html_id: Default<string | null>;
    pictures: Default<string[]>;
    posts: Default<string[]>;
    voices: Default<string[]>;
  };
}
