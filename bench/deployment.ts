import { connect, type Database, sql } from '#kernel/db';
import { rawCluster } from '#kernel/testing';
import { migrateAll } from '../preau.ts';
import { bindingStates } from '../services/governance/conventions/states.ts';
import { countAll } from '../services/governance/deployment/count.ts';
import { sumsOf } from '../services/governance/deployment/figures.ts';
import { median, type Row } from './row.ts';

/** All Occitanie. */
const schools = 4500;
/** People of a school: 40 pupils, 60 parents, 5 who teach, an ATSEM. Half of a true school, so that the bench lasts minutes. */
const people = 106;
const rounds = 30;

/**
 * The board of a region, of which the whole and each academy are summed and masked, against the bare sums of the same tables; and the
 * night that counts it, against a bare count of who has which function.
 */
export async function bench(): Promise<Row[]> {
  const cluster = await rawCluster();
  const db = connect(cluster.url);
  try {
    await migrateAll(cluster.url);
    await invent(db);
    const now = new Date('2026-11-24T04:30:00Z');
    await countAll(db, now);
    await db.pool.query('vacuum analyze');
    const region = sql`select id from kernel.places where kind = 'region'`;
    const below = sql`select id from kernel.places where kind = 'academy'`;
    const [board, bare]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      board.push(await timed(async () => [await sumsOf(db, region, bindingStates), await sumsOf(db, below, bindingStates)]));
      bare.push(await timed(async () => [await bareSums(db), await bareSums(db)]));
    }
    const [night, counted]: [number[], number[]] = [[], []];
    for (let round = 0; round < 3; round += 1) {
      night.push(await timed(() => countAll(db, now)));
      counted.push(
        await timed(() => sql`select school_id, kind, count(*) from kernel.functions_today group by school_id, kind`.execute(db)),
      );
    }
    return [
      {
        name: 'regional deployment board',
        value: `${median(board).toFixed(0)} ms for ${schools} schools`,
        reference: `${median(bare).toFixed(0)} ms of bare sums`,
        ratio: median(board) / median(bare),
        target: 12,
      },
      {
        name: 'night of the deployment board',
        value: `${(median(night) / 1000).toFixed(1)} s for ${schools * people} people`,
        reference: `${(median(counted) / 1000).toFixed(1)} s to count functions`,
        ratio: median(night) / median(counted),
        target: 40,
      },
    ];
  } finally {
    await db.destroy();
    await cluster.stop();
  }
}

const bareSums = (db: Database) =>
  sql`
    select f.profile, sum(f.people), sum(f.activated), sum(f.week) from deployment.figures f
    join deployment.schools s on s.school_id = f.place_id group by f.profile`.execute(db);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** A region, two academies, thirteen departments, 150 circonscriptions, 2 500 towns; each school's people come and sign in more or less. */
async function invent({ pool }: Database): Promise<void> {
  const client = await pool.connect();
  const id = (kind: string, n: string) => `md5('${kind}' || ${n})::uuid`;
  try {
    await client.query(`
      insert into kernel.places (id, kind, name, parent_id) select ${id('r', '1')}, 'region', 'Occitanie', null;
      insert into kernel.places (id, kind, name, parent_id) select ${id('y', 'n')}, 'academy', 'Académie ' || n, ${id('r', '1')} from generate_series(0, 1) n;
      insert into kernel.places (id, kind, name, parent_id)
        select ${id('d', 'n')}, 'department', 'Département ' || n, ${id('y', '(n % 2)')} from generate_series(0, 12) n;
      insert into kernel.places (id, kind, name, parent_id)
        select ${id('c', 'n')}, 'circonscription', 'Circonscription ' || n, ${id('d', '(n % 13)')} from generate_series(0, 149) n;
      insert into kernel.places (id, kind, name) select ${id('t', 'n')}, 'town', 'Commune ' || n from generate_series(0, 2499) n;
      insert into kernel.places (id, kind, name, parent_id, school_id)
        select ${id('s', 'n')}, 'school', 'École ' || n, ${id('c', '(n % 150)')}, ${id('s', 'n')} from generate_series(1, ${schools}) n;
      insert into kernel.schools (id, uai, nature, town_id)
        select ${id('s', 'n')}, lpad(n::text, 7, '0') || 'A', 'primaire', ${id('t', '(n % 2500)')} from generate_series(1, ${schools}) n;
      insert into conventions.conventions (id, territory_id, school_year, kind, name, siret, address, postal_code, city, signatory, quality,
          authority, authority_address, authority_signatory, authority_quality, made_in, unit_cents, created_at)
        select ${id('v', 'n')}, ${id('d', '(n % 13)')}, '2026-2027', 'epci', 'SYNDICAT', lpad(n::text, 14, '0'), 'x', '31000', 'x', 'x', 'x', 'x',
          'x', 'x', 'x', 'x', 4500, now() from generate_series(0, 149) n;
      insert into conventions.lines (convention_id, school_id, uai, label, school_year)
        select ${id('v', '(n % 150)')}, ${id('s', 'n')}, lpad(n::text, 7, '0') || 'A', 'x', '2026-2027' from generate_series(1, ${schools}) n;
      update conventions.conventions set state = 'in-force';
      insert into conventions.steps (id, convention_id, kind, day, noted_at)
        select gen_random_uuid(), id, 'in-force', '2026-06-24', now() from conventions.conventions;`);
    const each = `generate_series(1, ${schools}) n cross join generate_series(1, ${people}) k`;
    const who = `n || '.' || k`;
    // Half a million people: what they point at is known to be there.
    await client.query(`
      set session_replication_role = replica;
      insert into kernel.people (id, first_name, last_name) select ${id('p', who)}, 'Camille', 'Mesure' from ${each};
      insert into kernel.functions (id, person_id, place_id, school_id, kind)
        select ${id('f', who)}, ${id('p', who)}, ${id('s', 'n')}, ${id('s', 'n')},
          case when k <= 40 then 'pupil' when k = ${people} then 'atsem' else 'teacher' end from ${each} where k <= 40 or k > 100;
      insert into kernel.guardianships (pupil_id, guardian_id, kind)
        select ${id('p', `n || '.' || 1 + k % 40`)}, ${id('p', who)}, 'mother' from ${each} where k between 41 and 100;
      insert into kernel.accounts (id, person_id, login, created_at, activated_at)
        select ${id('a', who)}, ${id('p', who)}, n || '.' || k, '2026-09-02', case when (n + k) % 100 < n % 90 then timestamptz '2026-09-20' end from ${each};
      insert into kernel.sessions (id, token_hash, account_id, device, method, silence_minutes, seen_at, expires_at)
        select gen_random_uuid(), sha256((${who})::bytea), ${id('a', who)}, 'Bench', 'password', 120, timestamptz '2026-11-20', '2026-12-20'
        from ${each} where (n + k) % 5 = 0;
      set session_replication_role = origin;`);
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
}
