import { sql, type Writer } from '#kernel';
import { countIn } from './count.ts';
import type { Tables } from './tables.ts';

/** Eight weeks of an ordinary autumn: parents in the evening on their telephone, classes in the morning on tablets, teachers at noon. */
export async function seedDemo(db: Writer<Tables>, { now }: { now: Date }): Promise<void> {
  await sql`
    with people as (
      select f.person_id as id, f.school_id, 'eleve' as profile, 9 as hour, 'tablette' as device, 35 as share,
        array['accueil', 'cahier_textes', 'production_collaborative'] as services
      from kernel.functions f where f.kind = 'pupil' and f.place_id <> f.school_id
      union all select distinct on (g.guardian_id) g.guardian_id, f.school_id, 'parent', 18, 'smartphone', 55,
        array['accueil', 'cahier_liaison', 'courrier_electronique', 'cahier_textes']
      from kernel.guardianships g join kernel.functions f on f.person_id = g.pupil_id and f.kind = 'pupil'
      union all select distinct on (f.person_id) f.person_id, f.school_id, 'enseignant', 12, 'ordinateur', 90,
        array['accueil', 'cahier_liaison', 'absences', 'cahier_textes', 'production_collaborative']
      from kernel.functions f where f.kind in ('teacher', 'director') and f.school_id is not null),
    visits as (
      select people.*, day, abs(hashtext(id::text || day)) as dice from people
      cross join generate_series(${now}::date - 56, ${now}::date - 1, interval '1 day') day where extract(isodow from day) not in (3, 6, 7))
    insert into kernel.views (at, visitor, place_id, profile, service, device)
    select day + make_interval(hours => hour, mins => dice % 50 + 3 * page), sha256(convert_to(id || to_char(day, 'IYYY-IW'), 'UTF8')), school_id, profile,
      services[1 + (dice + page) % cardinality(services)], device
    from visits cross join generate_series(0, 2) page where dice % 100 < share / 2`.execute(db);
  await countIn(db, now);
}
