import { type Me, type RawBuilder, type Reader, sql } from '#kernel';
import type { FunctionKind } from '#kernel/db';
import { inMyCharge } from './policy.ts';

/** Somebody who has an account, and how far they are from using it. */
export type Holder = {
  id: string;
  name: string;
  /** For lists in the order of a register. */
  lastName: string;
  as: FunctionKind | 'guardian';
  /** The children of this class that they look after. */
  children: string[];
  accountId: string;
  login: string;
  activated: boolean;
  blocked: boolean;
  /** A sheet that works was printed then. */
  issuedAt: Date | null;
  /** I may print their sheet. */
  mine: boolean;
};

const columns = (me: Me): RawBuilder<unknown> => sql`
  p.id, concat_ws(' ', p.civility, p.first_name, p.last_name) as name, p.last_name || ' ' || p.first_name as "lastName", a.id as "accountId", a.login,
  a.activated_at is not null as activated, a.blocked_at is not null as blocked, code.issued_at as "issuedAt", p.id in ${inMyCharge(me)} as mine`;

const account = sql`
  join kernel.accounts a on a.person_id = p.id
  left join kernel.activation_codes code on code.account_id = a.id and code.used_at is null and code.revoked_at is null and code.expires_at > now()`;

const pupilsOf = (classId: string): RawBuilder<unknown> => sql`
  (select pupil.* from kernel.functions f join kernel.people pupil on pupil.id = f.person_id and pupil.trashed_at is null
    where f.place_id = ${classId} and f.kind = 'pupil' and (f.ends_on is null or f.ends_on >= current_date)) as pupil`;

/** The pupils of a class, then each adult who looks after one of them: one line each, however many of their children are in it. */
export async function holdersOfClass(db: Pick<Reader, 'getExecutor'>, me: Me, classId: string): Promise<Holder[]> {
  const { rows: pupils } = await sql<Holder>`
    select ${columns(me)}, 'pupil' as as, array[]::text[] as children
    from ${pupilsOf(classId)} join kernel.people p on p.id = pupil.id ${account}
    order by p.last_name, p.first_name`.execute(db);
  const { rows: guardians } = await sql<Holder>`
    select ${columns(me)}, 'guardian' as as, family.children
    from (
      select g.guardian_id, array_agg(pupil.first_name || ' ' || pupil.last_name order by pupil.last_name, pupil.first_name) as children,
        min(pupil.last_name || ' ' || pupil.first_name) as place
      from ${pupilsOf(classId)} join kernel.guardianships g on g.pupil_id = pupil.id group by g.guardian_id) family
    join kernel.people p on p.id = family.guardian_id and p.trashed_at is null ${account}
    order by family.place, p.last_name, p.first_name`.execute(db);
  return [...pupils, ...guardians];
}

/** The adults of a school: its team, its directors, and the staff of its town. */
export async function holdersOfSchool(db: Pick<Reader, 'getExecutor'>, me: Me, schoolId: string): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    select distinct on (p.last_name, p.first_name, p.id) ${columns(me)}, f.kind as as, array[]::text[] as children
    from kernel.functions f
    join kernel.people p on p.id = f.person_id and p.trashed_at is null ${account}
    where (f.ends_on is null or f.ends_on >= current_date)
      and ((f.school_id = ${schoolId} and f.kind in ('director', 'teacher', 'assistant', 'atsem'))
        or (f.kind = 'town' and f.place_id = (select town_id from kernel.schools where id = ${schoolId})))
    order by p.last_name, p.first_name, p.id, f.kind = 'director' desc, f.kind`.execute(db);
  return rows;
}

export async function holder(db: Pick<Reader, 'getExecutor'>, me: Me, personId: string): Promise<Holder | undefined> {
  const { rows } = await sql<Holder>`
    select ${columns(me)}, coalesce(main.kind, 'guardian') as as, array(
        select child.first_name || ' ' || child.last_name
        from kernel.guardianships g join kernel.people child on child.id = g.pupil_id and child.trashed_at is null
        where g.guardian_id = p.id and child.id in ${inMyCharge(me)} order by child.birth_date) as children
    from kernel.people p ${account}
    left join lateral (
      select f.kind from kernel.functions f
      where f.person_id = p.id and (f.ends_on is null or f.ends_on >= current_date) order by f.kind = 'director' desc, f.kind limit 1) main on true
    where p.id = ${personId} and p.trashed_at is null`.execute(db);
  return rows[0];
}

/** `new`: whoever never had a sheet that still works · `waiting`: whoever has not come in yet · `all`: everybody. */
export const choices = ['new', 'waiting', 'all'] as const;
export type Which = (typeof choices)[number];

/** Those whose sheet can be printed by whoever asked for this list. */
export const toPrint = (holders: Holder[], which: Which): Holder[] =>
  holders.filter(
    ({ mine, blocked, activated, issuedAt }) =>
      mine && !blocked && (which === 'all' || (!activated && (which === 'waiting' || issuedAt === null))),
  );

export type State = 'blocked' | 'active' | 'issued' | 'none';
export const stateOf = ({ blocked, activated, issuedAt }: Pick<Holder, 'blocked' | 'activated' | 'issuedAt'>): State =>
  blocked ? 'blocked' : activated ? 'active' : issuedAt ? 'issued' : 'none';
