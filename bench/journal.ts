import sharp from 'sharp';
import { type Database, sql } from '#kernel/db';
import { photoFrom } from '#kernel/files';
import { worldIn } from '../kernel/testing/world.ts';
import { cookieOf, inHouse } from './house.ts';
import { compare } from './pages.ts';
import { median, type Row } from './row.ts';

/** A class of 28 children and what it posted in a year, four photos at a time, three children on each. */
const [pupils, posts, photos, named] = [28, 400, 4, 3];

/**
 * The journal of a parent, fifty posts and two hundred photos whose consent is asked again, against its bare statements; and what
 * one core makes of photos of 12 megapixels, against the same two pictures made by sharp alone.
 */
export async function bench(): Promise<Row[]> {
  return [await feed(), await pipeline()];
}

const feed = (): Promise<Row> =>
  inHouse(async ({ db, origin }) => {
    const { classId, parent } = await fill(db);
    await db.pool.query('vacuum analyze');
    const cookie = await cookieOf(db, parent);
    const seen = await fetch(`${origin}/journal/${classId}`, { headers: { cookie } });
    const shown = (await seen.text()).match(/<img /g)?.length;
    if (shown !== 50 * photos) throw new Error(`${shown} photos, and not ${50 * photos}`);
    return compare('journal, 50 posts and 200 photos', db, `${origin}/journal/${classId}`, cookie);
  });

async function fill(db: Database): Promise<{ classId: string; parent: string }> {
  const world = worldIn(db);
  const schoolId = await world.school();
  const classId = await world.classroom(schoolId);
  const teacher = await world.teacher('Claire Benali', classId);
  const children: string[] = [];
  const parents: string[] = [];
  for (let at = 0; at < pupils; at += 1) {
    const child = await world.pupil(`Enfant Numéro${at}`, classId);
    children.push(child);
    parents.push(await world.guardian(`Parent Un${at}`, child), await world.guardian(`Parent Deux${at}`, child));
  }
  await sql`
    insert into kernel.consents (id, pupil_id, guardian_id, project, medium, given, answered_at, ends_on)
    select gen_random_uuid(), g.pupil_id, g.guardian_id, 'journal 2026-2027', m, true, now(), current_date + 300
    from kernel.guardianships g, unnest(array['picture-class', 'voice']) m`.execute(db);
  await sql`
    insert into kernel.files (id, name, media_type, size, sha256) select gen_random_uuid(), 'photo.webp', 'image/webp', 1000, ''
    from generate_series(1, 1)`.execute(db);
  await sql`
    insert into journal.posts (id, school_id, class_id, author_id, project, caption, state, content_hash, posted_at)
    select gen_random_uuid(), ${schoolId}, ${classId}, ${teacher}, 'journal 2026-2027', 'Ce que nous avons fait, le ' || n, 'shown', '', now() - n * interval '5 hours'
    from generate_series(1, ${posts}::int) n`.execute(db);
  await sql`
    insert into journal.pictures (id, post_id, position, large_id, small_id, width, height)
    select gen_random_uuid(), p.id, n, f.id, f.id, 1600, 1200 from journal.posts p, kernel.files f, generate_series(1, ${photos}::int) n`.execute(
    db,
  );
  await sql`
    insert into journal.named (picture_id, pupil_id)
    select x.id, (${children}::uuid[])[1 + (abs(hashtext(x.id::text)) + n) % ${pupils}] from journal.pictures x, generate_series(1, ${named}::int) n`.execute(
    db,
  );
  return { classId, parent: parents[0] ?? '' };
}

/** A photo of 12 megapixels as a telephone gives it when no script shrinks it. */
async function pipeline(): Promise<Row> {
  const shapes = Array.from(
    { length: 60 },
    (_, n) => `<circle cx="${(n * 733) % 4000}" cy="${(n * 419) % 3000}" r="${80 + n * 4}" fill="hsl(${n * 37} 60% 50%)"/>`,
  );
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="3000"><rect width="4000" height="3000" fill="#9bc"/>${shapes.join('')}</svg>`;
  const photo = await sharp(Buffer.from(drawn)).jpeg({ quality: 90 }).toBuffer();
  const cores = sharp.concurrency();
  sharp.concurrency(1);
  const [ours, alone]: [number[], number[]] = [[], []];
  for (let round = 0; round < 12; round += 1) {
    let from = performance.now();
    if (!(await photoFrom(photo))) throw new Error('the photo was not read');
    ours.push(performance.now() - from);
    from = performance.now();
    const large = await sharp(photo).rotate().resize(1600, 1600, { fit: 'inside' }).webp({ quality: 72 }).toBuffer();
    await sharp(large).resize(480, 480, { fit: 'inside' }).webp({ quality: 65 }).toBuffer();
    alone.push(performance.now() - from);
  }
  sharp.concurrency(cores);
  const [value, reference] = [median(ours), median(alone)];
  return {
    name: 'photos of 12 megapixels, on one core',
    value: `${(1000 / value).toFixed(1)} photos/s`,
    reference: `${(1000 / reference).toFixed(1)} by sharp alone`,
    ratio: value / reference,
    target: 1.5,
  };
}
