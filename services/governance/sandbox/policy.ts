import type { Me } from '#kernel';
import { wears } from '#kernel/perimeter';

/** Trains: whoever works in schools, for them or above. Never a pupil nor a parent: the sandbox is no open door. */
export const mayTrain = wears('teacher', 'director', 'assistant', 'atsem', 'town', 'adviser', 'inspector', 'academy', 'administrator');

/** Makes it anew for everybody who is in. */
export const trains: (ask: { me: Me }) => boolean = wears('adviser', 'inspector', 'academy', 'administrator');
