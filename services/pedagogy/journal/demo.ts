import { newId, type Writer } from '#kernel';
import { answerConsent, lastDayOf, projectOf } from '#kernel/consent';
import { type Drawer, photoFrom } from '#kernel/files';
import { landscape } from './drawn.ts';
import { keepPost } from './keep.ts';
import { pupilsIn } from './posts.ts';
import type { Tables } from './tables.ts';

type Seat = { classId: string; teacherId: string; now: Date; drawer: Drawer };

/** `ago`: days before today. Pictures are drawn by code: nobody is on them, though the journal says who « is ». */
const told = [
  { ago: 1, caption: 'Ce matin la mare était gelée. Nous avons cherché où vont les grenouilles.', pictures: 3, named: 2 },
  { ago: 4, caption: 'Les feuilles du marronnier, peintes à l’encre.', pictures: 1, named: 0 },
  { ago: 6, caption: 'Notre lecture de la semaine : « Le loup qui avait peur de l’école ».', pictures: 0, named: 0 },
  { ago: 12, caption: 'Course d’orientation dans le parc.', pictures: 4, named: 3 },
  { ago: 40, caption: 'La rentrée des jardiniers : radis, mâche et fèves sont semés.', pictures: 2, named: 0 },
];

const day = 86_400_000;
/** About half past four that day, in Paris. */
const afterClass = (now: Date, ago: number): Date => new Date((Math.floor(now.getTime() / day) - ago) * day + 15.5 * 3_600_000);
const spaced = (text: string): string => text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0');

/** A few weeks of a class. Half of the families have answered yes, so that the rest is to be asked; a pupil's post waits. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now, drawer }: Seat): Promise<void> {
  const { school_id: schoolId } = await db
    .selectFrom('kernel.places')
    .select('school_id')
    .where('id', '=', classId)
    .executeTakeFirstOrThrow();
  const project = projectOf('journal', now);
  const pupils = await pupilsIn(db, classId, project, now);
  if (schoolId === null) return;
  const agreeing = pupils.filter((_, at) => at % 2 === 0).map(({ id }) => id);
  await agreeAll(db, agreeing, project, now);
  const post = { schoolId, classId, project, heard: [] };
  for (const [at, { ago, caption, pictures, named }] of told.entries()) {
    const photos = await drawn(pictures, at * 5);
    const said = photos.map(() => ({ pupils: agreeing.slice(0, named), nobody: named === 0 }));
    const mine = { id: newId(), authorId: teacherId, byPupil: false, caption: spaced(caption), state: 'shown', said } as const;
    await keepPost(db, drawer, { ...post, ...mine, now: afterClass(now, ago) }, { photos, voice: undefined });
  }
  const [author] = agreeing;
  if (!author) return;
  const theirs = { id: newId(), authorId: author, byPupil: true, caption: 'Ma cabane', state: 'waiting', said: [] } as const;
  await keepPost(db, drawer, { ...post, ...theirs, now }, { photos: await drawn(1, 31), voice: undefined });
}

async function agreeAll(db: Writer<Tables>, pupilIds: string[], project: string, now: Date): Promise<void> {
  if (pupilIds.length === 0) return;
  const media = ['picture-class', 'voice'] as const;
  const holders = await db
    .selectFrom('kernel.guardianships')
    .select(['pupil_id as pupilId', 'guardian_id as guardianId'])
    .where('pupil_id', 'in', pupilIds)
    .where('holds_authority', '=', true)
    .execute();
  for (const holder of holders)
    await answerConsent(db, { ...holder, project, media, yes: [...media], endsOn: lastDayOf(now), at: new Date(now.getTime() - 60 * day) });
}

async function drawn(count: number, seed: number) {
  const photos = await Promise.all(Array.from({ length: count }, async (_, at) => photoFrom(await landscape(seed + at))));
  return photos.filter((photo) => photo !== undefined);
}
