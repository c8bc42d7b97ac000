import { type Reader, sql, z } from '#kernel';
import type { Service } from '#kernel/service';
import { medium, namesOf } from './projects.ts';
import type { Tables } from './tables.ts';

export const pastShape = z.object({
  at: z.date(),
  yes: z.array(medium),
  no: z.array(medium),
  onPaper: z.boolean(),
  endsOn: z.string(),
});
export type Past = z.infer<typeof pastShape>;

type Whose = { pupilId: string; guardianId: string; services: Service[] };

/** All that one guardian answered about a child, project by project, the last first; never what another did. */
export async function ownHistory(
  db: Reader<Tables>,
  { pupilId, guardianId, services }: Whose,
): Promise<Map<string, { label: string; history: Past[] }>> {
  const { rows } = await sql<Past & { project: string }>`
    select project, answered_at as at, entered_by is not null as "onPaper", max(ends_on)::text as "endsOn",
      coalesce(array_agg(medium order by medium) filter (where given), '{}') as yes,
      coalesce(array_agg(medium order by medium) filter (where not given), '{}') as no
    from kernel.consents where pupil_id = ${pupilId} and guardian_id = ${guardianId}
    group by project, answered_at, entered_by is not null order by answered_at desc limit 100`.execute(db);
  const byProject = Map.groupBy(rows, ({ project }) => project);
  const names = await namesOf(db, services, [...byProject.keys()]);
  return new Map(
    [...byProject].map(([id, lines]) => [id, { label: names.get(id) ?? id, history: lines.map(({ project: _, ...line }) => line) }]),
  );
}
