import { type Reader, sql, z } from '#kernel';
import type { Medium } from '#kernel/consent';
import type { Service } from '#kernel/service';
import { parisDay, Status, Table } from '#kernel/ui';
import { medium, projectShape, projectsOf } from './projects.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const Pupil = z.object({ id: z.string(), name: z.string(), yes: z.array(medium) });
export const standingShape = projectShape.extend({ pupils: z.array(Pupil) });
type Standing = z.infer<typeof standingShape>;

/** Each project of a class, and for each of its children what every holder of authority agreed to, today. */
export async function standingsOf(
  db: Reader<Tables>,
  { services, classId, now }: { services: Service[]; classId: string; now: Date },
): Promise<Standing[]> {
  const projects = await projectsOf(db, { services, classIds: [classId], now });
  return Promise.all(
    projects.map(async (project) => {
      const { rows: pupils } = await sql<z.infer<typeof Pupil>>`
        select p.id, p.first_name || ' ' || p.last_name as name, coalesce((
          select json_agg(medium) from unnest(${[...project.media]}::text[]) medium
          where kernel.has_consent(p.id, ${project.id}, medium, ${parisDay(now)}::date)), '[]') as yes
        from kernel.functions_today f join kernel.people p on p.id = f.person_id
        where f.place_id = ${classId} and f.kind = 'pupil' order by p.last_name, p.first_name, p.id`.execute(db);
      return { ...project, pupils };
    }),
  );
}

export const Standings = ({ project }: { project: Standing }) => (
  <Table
    caption={project.label}
    id={({ id }) => id}
    columns={[
      { head: t.child, header: true, cell: ({ name }) => name },
      ...project.media.map((one) => ({
        head: t.shortMedium({ medium: one }),
        cell: ({ yes }: { yes: Medium[] }) => (
          <Status kind={yes.includes(one) ? 'done' : 'missing'}>{yes.includes(one) ? t.agreed : t.notAgreed}</Status>
        ),
      })),
    ]}
    rows={project.pupils}
  />
);
