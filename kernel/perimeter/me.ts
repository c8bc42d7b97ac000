import type { Comfort, Database, FunctionKind, Hand, Level } from '#kernel/db';

export type Hat = { kind: FunctionKind; placeId: string; schoolId: string | null; level: Level | null };
export type Child = { id: string; firstName: string; schoolId: string; classId: string | null };

/** Who is asking: one human, with every function held today and every child in their charge. */
export type Me = {
  personId: string;
  accountId: string;
  sessionId: string;
  firstName: string;
  lastName: string;
  language: string;
  /** The writing this child chose, else that of their class. */
  hand: Hand | null;
  comfort: Comfort[];
  functions: Hat[];
  children: Child[];
  /** Notifications that arrived and were not read, a hundred at most. */
  unread: number;
  /** A version of the charter that this account has not accepted yet. */
  charterDue: boolean;
  /** Whoever works here shows a second factor in each session, and enrols one the first time. */
  secondFactorDue: 'enrol' | 'show' | undefined;
  /** When this session last proved who holds it: at sign-in, or since. */
  provedAt: Date;
};

export type Profile = FunctionKind | 'guardian';

/** Those who work here: they see many children, so they show two factors. A parent who teaches works here. */
export const workKinds: Exclude<FunctionKind, 'pupil'>[] = [
  'teacher',
  'director',
  'assistant',
  'atsem',
  'town',
  'adviser',
  'inspector',
  'academy',
  'administrator',
];

export const worksHere = (me: Pick<Me, 'functions'>): boolean => me.functions.some((hat) => hat.kind !== 'pupil');

/** All the hats of a person, a parent's included. */
export const profilesOf = (me: Me): Set<Profile> =>
  new Set<Profile>([...me.functions.map((hat) => hat.kind), ...(me.children.length > 0 ? (['guardian'] as const) : [])]);

const byWeight: Profile[] = [
  'administrator',
  'academy',
  'inspector',
  'adviser',
  'director',
  'teacher',
  'assistant',
  'atsem',
  'town',
  'guardian',
  'pupil',
];

/** The hat that the home page and the measurement speak of; a parent whose last child left has none. */
export const mainProfile = (me: Me): Profile | undefined => byWeight.find((profile) => profilesOf(me).has(profile));

/** A hat in a school that is closed, its convention long over, is worn no more: nothing of it is in anybody's perimeter. */
const open = `not exists (
  select from kernel.school_ends closing where closing.school_id = f.school_id and closing.closed_from <= current_date)`;

const asJson = `json_build_object(
  'personId', p.id, 'accountId', a.id, 'firstName', p.first_name, 'lastName', p.last_name, 'language', a.language,
  'comfort', a.comfort, 'hand', coalesce(a.hand, (
    select h.hand from kernel.class_hands h join kernel.functions f on f.place_id = h.class_id and f.kind = 'pupil'
    where f.person_id = p.id and (f.ends_on is null or f.ends_on >= current_date) limit 1)),
  'functions', coalesce((
    select json_agg(json_build_object('kind', f.kind, 'placeId', f.place_id, 'schoolId', f.school_id, 'level', f.level) order by f.id)
    from kernel.functions f
    where f.person_id = p.id and (f.ends_on is null or f.ends_on >= current_date) and (f.starts_on is null or f.starts_on <= current_date)
      and ${open}), '[]'),
  'children', coalesce((
    select json_agg(json_build_object('id', child.id, 'firstName', child.first_name, 'schoolId', f.school_id,
      'classId', case when f.place_id <> f.school_id then f.place_id end) order by child.birth_date, child.id, f.id)
    from kernel.guardianships g
    join kernel.people child on child.id = g.pupil_id and child.trashed_at is null
    join kernel.functions f on f.person_id = child.id and f.kind = 'pupil' and (f.ends_on is null or f.ends_on >= current_date)
    join kernel.places place on place.id = f.place_id and place.kind in ('school', 'class')
    where g.guardian_id = p.id and ${open}), '[]'),
  'unread', (select count(*) from (
    select from kernel.notifications n where n.person_id = p.id and n.arrived_at is not null and n.read_at is null limit 100) unread),
  'charterDue', not exists (
    select from kernel.charter_acceptances accepted
    where accepted.account_id = a.id and accepted.charter_id = (
      select c.id from kernel.charters c
      where c.audience = case when exists (
        select from kernel.functions f
        where f.person_id = p.id and f.kind = 'pupil' and (f.ends_on is null or f.ends_on >= current_date)
          and (f.starts_on is null or f.starts_on <= current_date)) then 'child' else 'adult' end
      order by c.version desc limit 1)))`;

const bySession = `
  select s.id as session_id, s.seen_at < now() - interval '5 minutes' as stale, s.proved_at, ${asJson} as me,
    case when s.second_factor_at is not null then 'shown'
      when exists (select from kernel.authenticators x where x.account_id = a.id)
        or exists (select from kernel.passkeys x where x.account_id = a.id) then 'show'
      else 'enrol' end as factor
  from kernel.sessions s
  join kernel.accounts a on a.id = s.account_id and a.blocked_at is null
  join kernel.people p on p.id = a.person_id and p.trashed_at is null and p.limited_since is null
  where s.token_hash = $1 and s.revoked_at is null and s.expires_at > now()
    and s.seen_at > now() - make_interval(mins => s.silence_minutes)`;

type Seen = {
  session_id: string;
  stale: boolean;
  proved_at: Date;
  factor: 'shown' | 'show' | 'enrol';
  me: Omit<Me, 'sessionId' | 'provedAt' | 'secondFactorDue'>;
};

/**
 * The person behind a session, or nothing: unknown, expired, revoked, blocked, frozen and trashed look the same.
 * A session also ends when it has been silent too long, as its way in and the person's hats decided (ASVS 7.3.1).
 * `stale`: the session was last noted as seen more than five minutes ago. Hot: a named statement.
 */
export async function meBySession(db: Database, tokenHash: Buffer): Promise<{ me: Me; stale: boolean } | undefined> {
  const { rows } = await db.pool.query<Seen>({
    name: 'me by session',
    text: bySession,
    values: [tokenHash],
  });
  const row = rows[0];
  if (!row) return;
  const secondFactorDue = row.factor !== 'shown' && worksHere(row.me) ? row.factor : undefined;
  return { me: { ...row.me, sessionId: row.session_id, provedAt: row.proved_at, secondFactorDue }, stale: row.stale };
}
