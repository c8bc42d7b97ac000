import { newId, type Writer } from '#kernel';
import { schoolDays } from '#kernel/calendar';
import { drawerIn, keepFile } from '#kernel/files';
import { tokenHash } from '#kernel/identity';
import type { Samples } from '#kernel/testing';
import { parisDay } from '#kernel/ui';
import { addDays, monthOf, wordOf } from './half-days.ts';
import { append, callRoll } from './register/record.ts';
import type { Tables } from './tables.ts';

/** The last morning with class, called twice: the teacher's sheet and the director's say different things of the child. */
export const samples: Samples = async (tx, { schoolId, classId, pupilId, guardianId, teacherId, directorId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const today = parisDay(now);
  const day = (await schoolDays(db, schoolId, addDays(today, -120), today)).at(-1)?.day ?? today;
  const sheet = { classId, schoolId, day, half: 'morning' as const, seen: 0, timed: true, device: 'Essai', now };
  const said = (state: 'absent' | 'present') => new Map([[pupilId, { state, arrived: null, at: now }]]);
  await callRoll(db, { ...sheet, key: newId(), by: directorId, said: said('present') });
  await callRoll(db, { ...sheet, key: newId(), by: teacherId, said: said('absent') });
  const month = monthOf(day);
  const { line, hash } = await append(db, schoolId, now, { kind: 'close', month, from: 1, sheet: '' });
  const paper = { name: 'Registre.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
  const file_id = await keepFile(db, drawerIn(folder), paper, { schoolId, by: directorId });
  await db
    .insertInto('attendance.closes')
    .values({ id: newId(), school_id: schoolId, month, line, hash, file_id, closed_by: directorId, closed_at: now })
    .execute();
  const declarationId = newId();
  await db
    .insertInto('attendance.declarations')
    .values({
      ...{ id: declarationId, school_id: schoolId, pupil_id: pupilId, declared_by: guardianId, kind: 'absence', half: null },
      ...{ from_day: addDays(today, 1), to_day: addDays(today, 1), motive: 'illness', declared_at: now, withdrawn_at: null },
    })
    .execute();
  const deviceId = newId();
  const device = { id: deviceId, school_id: schoolId, token_hash: tokenHash(deviceId), name: 'Tablette bleue' };
  await db
    .insertInto('attendance.devices')
    .values({ ...device, declared_by: teacherId, declared_at: now })
    .execute();
  return { day, half: wordOf('morning'), month, when: 'periode', declarationId, deviceId };
};
