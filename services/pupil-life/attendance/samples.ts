import { newId, type Writer } from '#kernel';
import { schoolDays } from '#kernel/calendar';
import type { Samples } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import { addDays, wordOf } from './half-days.ts';
import type { Tables } from './tables.ts';
import { take } from './take.ts';

/** The last morning with class, called twice: the teacher's sheet and the director's say different things of the child. */
export const samples: Samples = async (tx, { schoolId, classId, pupilId, teacherId, directorId, now }) => {
  const db: Writer<Tables> = tx;
  const today = parisDay(now);
  const day = (await schoolDays(db, schoolId, addDays(today, -120), today)).at(-1)?.day ?? today;
  const sheet = { classId, schoolId, day, half: 'morning' as const, seen: 0, device: 'Essai', now };
  const said = (state: 'absent' | 'present') => new Map([[pupilId, { state, arrived: null, at: now }]]);
  await take(db, { ...sheet, key: newId(), by: directorId, said: said('present') });
  await take(db, { ...sheet, key: newId(), by: teacherId, said: said('absent') });
  return { day, half: wordOf('morning') };
};
