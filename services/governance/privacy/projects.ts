import { type Reader, sql, z } from '#kernel';
import { answersOf, lastDayOf, projectOf } from '#kernel/consent';
import type { Service } from '#kernel/service';
import { parisDay } from '#kernel/ui';
import type { Tables } from './tables.ts';

export const medium = z.enum(['picture-class', 'picture-school', 'picture-public', 'voice', 'video', 'work']);

export const projectShape = z.object({
  id: z.string(),
  label: z.string(),
  sentence: z.string(),
  media: z.array(medium).readonly(),
  /** The last day: what was agreed ends with it. */
  endsOn: z.string(),
});
export type Project = z.infer<typeof projectShape>;

/** How the register of consents calls a project of a class. */
export const classProject = (id: string): string => `classe ${id}`;

type Asked = { services: Service[]; classIds: string[]; now: Date };

/** What families are asked today: one project for each service that shows children, then those of the class that have not ended. */
export async function projectsOf(db: Reader<Tables>, { services, classIds, now }: Asked): Promise<Project[]> {
  const everywhere = services.flatMap(({ name, asksConsent }) =>
    asksConsent ? [{ ...asksConsent, id: projectOf(name, now), endsOn: lastDayOf(now) }] : [],
  );
  const ofClass = await db
    .selectFrom('privacy.projects')
    .select(['id', 'name', 'sentence', 'media', 'ends_on'])
    .where(sql<boolean>`class_id = any (${classIds}::uuid[])`)
    .where('ends_on', '>=', parisDay(now))
    .orderBy('ends_on')
    .orderBy('id')
    .execute();
  return [
    ...everywhere,
    ...ofClass.map(({ id, name, sentence, media, ends_on }) => ({ id: classProject(id), label: name, sentence, media, endsOn: ends_on })),
  ];
}

type Whose = { services: Service[]; pupilId: string; guardianId: string; now: Date };

/** What is asked of a guardian about a child today; and what they agreed to in a class that the child has left, to take it back. */
export async function projectsAbout(db: Reader<Tables>, { services, pupilId, guardianId, now }: Whose): Promise<Project[]> {
  const { rows } = await sql<{ id: string; here: boolean }>`
    select place_id as id, true as here from kernel.functions_today where person_id = ${pupilId} and kind = 'pupil'
    union all select distinct p.class_id, false from kernel.consents c join privacy.projects p on c.project = 'classe ' || p.id
    where c.pupil_id = ${pupilId} and c.guardian_id = ${guardianId} and c.given`.execute(db);
  const here = rows.flatMap((row) => (row.here ? [row.id] : []));
  const left = rows.map(({ id }) => id).filter((id) => !here.includes(id));
  const asked = await projectsOf(db, { services, classIds: here, now });
  if (left.length === 0) return asked;
  const agreed = new Set((await answersOf(db, { pupilIds: [pupilId], guardianId })).map(({ project }) => project));
  const before = await projectsOf(db, { services: [], classIds: left, now });
  return [...asked, ...before.filter(({ id }) => agreed.has(id))];
}

/** What a project was called, also once it is over: « Le journal de la classe, 2025-2026 ». */
export async function namesOf(db: Reader<Tables>, services: Service[], ids: string[]): Promise<Map<string, string>> {
  const own = ids.flatMap((id) => (id.startsWith('classe ') ? [id.slice(7)] : []));
  const rows = own.length > 0 ? await db.selectFrom('privacy.projects').select(['id', 'name']).where('id', 'in', own).execute() : [];
  return new Map(
    ids.map((id) => {
      const [service = '', year = ''] = id.split(' ');
      const known = rows.find((row) => classProject(row.id) === id)?.name;
      const asking = services.find(({ name }) => name === service)?.asksConsent?.label;
      return [id, known ?? (asking ? `${asking}, ${year}` : year)];
    }),
  );
}
