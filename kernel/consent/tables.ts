import type { Day, Default } from '#kernel/db';

/** Who may see the picture, hear the voice, watch the film or see the work in the class's circle. */
export type Medium = 'picture-class' | 'picture-school' | 'picture-public' | 'voice' | 'video' | 'work';

export interface ConsentTables {
  'kernel.consents': {
    id: string;
    pupil_id: string;
    guardian_id: string;
    project: string;
    medium: Medium;
    given: boolean;
    answered_at: Date;
    ends_on: Day;
    on_paper: Default<boolean>;
    entered_by: string | null;
  };
}
