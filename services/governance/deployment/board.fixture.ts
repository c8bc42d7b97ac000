import { newId, sql } from '#kernel';
import type { FunctionKind, PlaceKind } from '#kernel/db';
import type { Service } from '#kernel/service';
import { startEnt, type Visitor } from '#kernel/testing';

/** A region of two circonscriptions, its schools and their people; the clock is that of the test. */
export async function startRegion(services: Service[], now: () => Date) {
  const ent = await startEnt(services, { now });
  const place = async (kind: PlaceKind, name: string, parentId: string | null = null): Promise<string> => {
    const id = newId();
    await ent.db.insertInto('kernel.places').values({ id, kind, name, parent_id: parentId }).execute();
    return id;
  };
  const region = await place('region', 'Occitanie');
  const academy = await place('academy', 'Académie de Toulouse', region);
  const department = await place('department', 'Haute-Garonne', academy);
  const circonscription = await place('circonscription', 'Circonscription des Coteaux', department);
  const other = await place('circonscription', 'Circonscription du Port', department);
  return {
    ...{ ent, region, academy, department, circonscription, other },
    place,
    visitor: async (name: string, kind: FunctionKind, at: string): Promise<Visitor> => {
      const id = await ent.person(name);
      await ent.give(id, kind, at);
      return ent.as(id);
    },
    /** So many of a profile; the first ones have activated their account, that many days ago. */
    people: async (kind: FunctionKind | 'guardian', at: string, many: number, activated = 0, days = 70): Promise<string[]> => {
      const ids: string[] = [];
      for (let n = 0; n < many; n += 1) {
        const id = await ent.person(`Personne Nommée${kind}${n}`);
        if (kind === 'guardian') await ent.link(id, at);
        else await ent.give(id, kind, at);
        ids.push(id);
      }
      await sql`update kernel.accounts set created_at = '2026-09-02T08:00:00Z', activated_at = case when person_id = any (${ids.slice(0, activated)}::uuid[])
          then ${now()}::timestamptz - make_interval(days => ${days}::int) end
        where person_id = any (${ids}::uuid[])`.execute(ent.db);
      return ids;
    },
    /** They came, that many days ago. */
    came: (ids: string[], days: number) =>
      sql`insert into kernel.sessions (id, token_hash, account_id, device, method, silence_minutes, seen_at, expires_at)
        select gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), a.id, 'Essai', 'password', 120,
          ${now()}::timestamptz - make_interval(days => ${days}::int), now()
        from kernel.accounts a where a.person_id = any (${ids}::uuid[])`.execute(ent.db),
    /** A convention in force that lists this school. */
    inForce: async (schoolId: string, since: string): Promise<void> => {
      const id = newId();
      const siret = String(21_310_000_000_000 + Math.floor(Math.random() * 1e9));
      await sql`insert into conventions.conventions (id, territory_id, school_year, kind, name, siret, address, postal_code, city, signatory,
          quality, authority, authority_address, authority_signatory, authority_quality, made_in, unit_cents, created_at)
        values (${id}, ${department}, '2026-2027', 'epci', 'SYNDICAT', ${siret}, 'x', '31000', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 'x', 4500, now())`.execute(
        ent.db,
      );
      await sql`insert into conventions.lines (convention_id, school_id, uai, label, school_year)
        select ${id}, s.id, s.uai, 'x', '2026-2027' from kernel.schools s where s.id = ${schoolId}`.execute(ent.db);
      await sql`update conventions.conventions set state = 'in-force' where id = ${id}`.execute(ent.db);
      await sql`insert into conventions.steps (id, convention_id, kind, day, noted_at) values (${newId()}, ${id}, 'in-force', ${since}, now())`.execute(
        ent.db,
      );
    },
    count: () => ent.work('deployment.count'),
  };
}
