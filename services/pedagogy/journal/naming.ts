import { type Reader, type Refusal, refuse } from '#kernel';
import { type ClassPupil, pupilsIn } from './posts.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

/** What is said of one picture: who is on it, or that nobody can be recognised. */
export type Said = { pupils: string[]; nobody: boolean };

/**
 * Why these pictures and this voice may not be shown, if they may not: nobody said who is there, or a family did not agree. Asked
 * before anything is kept; the page only says it earlier.
 */
export async function mayNotShow(
  db: Reader<Tables>,
  { classId, project, now }: { classId: string; project: string; now: Date },
  { pictures, heard }: { pictures: Said[]; heard: string[] },
): Promise<Refusal | undefined> {
  if (pictures.some(({ pupils, nobody }) => pupils.length === 0 && !nobody)) return refuse('who', t.sayWho, { field: 'pupils' });
  if (pictures.some(({ pupils, nobody }) => pupils.length > 0 && nobody)) return refuse('who', t.bothNobody, { field: 'pupils' });
  const known = new Map((await pupilsIn(db, classId, project, now)).map((pupil) => [pupil.id, pupil]));
  const named = [...new Set(pictures.flatMap(({ pupils }) => pupils))];
  if ([...named, ...heard].some((id) => !known.has(id))) return refuse('class', t.notOfClass, { field: 'pupils' });
  const names = (ids: string[], may: (pupil: ClassPupil) => boolean): string[] =>
    ids.flatMap((id) => known.get(id) ?? []).flatMap((pupil) => (may(pupil) ? [] : pupil.name));
  const [unseen, unheard] = [names(named, ({ seen }) => seen), names(heard, (pupil) => pupil.heard)];
  if (unseen.length > 0) return refuse('consent', t.noConsent({ names: unseen }), { field: 'pupils' });
  return unheard.length > 0 ? refuse('consent', t.noVoiceConsent({ names: unheard }), { field: 'heard' }) : undefined;
}
