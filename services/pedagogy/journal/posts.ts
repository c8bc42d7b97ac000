import { type RawBuilder, type Reader, sql, z } from '#kernel';
import { agreed } from '#kernel/consent';
import { calledName } from '#kernel/perimeter';
import type { Tables } from './tables.ts';

/** `shown` is false when a child who is on it is no longer to be shown: the place is kept, and says so. */
const Picture = z.object({ id: z.uuid(), width: z.number(), height: z.number(), shown: z.boolean(), names: z.array(z.string()) });

/** A post as the pages know it. `voice`: silent when a child who is heard is no longer to be. */
export const postShape = z.object({
  id: z.uuid(),
  classId: z.string(),
  authorId: z.string().nullable(),
  author: z.string().nullable(),
  byPupil: z.boolean(),
  caption: z.string(),
  at: z.date(),
  state: z.enum(['shown', 'waiting', 'returned', 'hidden']),
  voice: z.enum(['none', 'heard', 'silent']),
  pictures: z.array(Picture),
  returnedWord: z.string().nullable(),
  returnedVoice: z.boolean(),
  /** Comments that are shown. */
  comments: z.number(),
});
export type Post = z.infer<typeof postShape>;
export type PostPicture = z.infer<typeof Picture>;

export const perPage = 50;

/**
 * Posts, the newest first. Consent is asked here, at this moment, once for each child who is on the page: a picture that names a
 * child who is not to be shown keeps its place and loses its names. `where`: a condition on `p`, a row of journal.posts.
 */
export async function postsWhere(db: Reader<Tables>, where: RawBuilder<unknown>, now: Date, most = perPage): Promise<Post[]> {
  const { rows } = await sql<Post>`
    with page as materialized (
      select * from journal.posts p where ${where} order by posted_at desc, id desc limit ${most}),
    unseen as materialized (
      select pupil_id, project from (
        select distinct n.pupil_id, page.project
        from page join journal.pictures x on x.post_id = page.id join journal.named n on n.picture_id = x.id where n.pupil_id is not null) child
      where not ${agreed(sql`child.pupil_id`, sql`child.project`, 'picture-class', now)}),
    pictures as materialized (
      select x.post_id, json_agg(json_build_object('id', x.id, 'width', x.width, 'height', x.height, 'shown', x.shown,
        'names', case when x.shown then x.names else '[]' end) order by x.position, x.id) as all
      from (
        select x.*, coalesce(bool_and(n.picture_id is null or (n.pupil_id is not null and u.pupil_id is null)), true) as shown,
          coalesce(json_agg(child.first_name order by child.first_name) filter (where child.id is not null), '[]') as names
        from page join journal.pictures x on x.post_id = page.id
        left join journal.named n on n.picture_id = x.id
        left join unseen u on u.pupil_id = n.pupil_id and u.project = page.project
        left join kernel.people child on child.id = n.pupil_id
        group by x.id) x
      group by x.post_id)
    select page.id, page.class_id as "classId", page.author_id as "authorId", ${calledName('author')} as author, page.by_pupil as "byPupil",
      page.caption, page.posted_at as at, page.state, page.returned_word as "returnedWord", page.returned_voice_id is not null as "returnedVoice",
      case when page.voice_id is null then 'none' when ${silent('page', now)} then 'silent' else 'heard' end as voice,
      coalesce(pictures.all, '[]') as pictures,
      (select count(*) from journal.comments c where c.post_id = page.id and c.state = 'shown') as comments
    from page
    left join pictures on pictures.post_id = page.id
    left join kernel.people author on author.id = page.author_id
    order by page.posted_at desc, page.id desc`.execute(db);
  return rows.map((post) => ({ ...post, author: post.author || null }));
}

/** SQL: a child who is heard in this post is not to be heard. `post`: an alias of journal.posts. */
export const silent = (post: string, now: Date): RawBuilder<boolean> => {
  const [id, project] = [sql.ref(`${post}.id`), sql.ref(`${post}.project`)];
  return sql<boolean>`exists (select from journal.heard h where h.post_id = ${id} and not ${agreed(sql`h.pupil_id`, project, 'voice', now)})`;
};

/** SQL: a child who is on this picture is not to be shown. `picture` and `post`: aliases. */
export const unseen = (picture: string, post: string, now: Date): RawBuilder<boolean> => {
  const [id, project] = [sql.ref(`${picture}.id`), sql.ref(`${post}.project`)];
  return sql<boolean>`exists (
    select from journal.named n where n.picture_id = ${id} and not ${agreed(sql`n.pupil_id`, project, 'picture-class', now)})`;
};

export type ClassKnown = { id: string; name: string; schoolId: string };

export async function classById(db: Reader<Tables>, classId: string): Promise<ClassKnown | undefined> {
  const { rows } = await sql<ClassKnown>`
    select id, name, school_id as "schoolId" from kernel.places where id = ${classId} and kind = 'class' and school_id is not null`.execute(
    db,
  );
  return rows[0];
}

export const pupilShape = z.object({ id: z.string(), name: z.string(), seen: z.boolean(), heard: z.boolean() });
export type ClassPupil = z.infer<typeof pupilShape>;

/** The children of a class, and whether each may be shown and heard; two of the same first name are told apart. */
export async function pupilsIn(db: Reader<Tables>, classId: string, project: string, now: Date): Promise<ClassPupil[]> {
  const { rows } = await sql<ClassPupil>`
    select p.id, p.first_name || case when count(*) over (partition by p.first_name) > 1 then ' ' || left(p.last_name, 1) || '.' else '' end as name,
      ${agreed(sql`p.id`, sql`${project}`, 'picture-class', now)} as seen, ${agreed(sql`p.id`, sql`${project}`, 'voice', now)} as heard
    from kernel.functions_today f join kernel.people p on p.id = f.person_id
    where f.place_id = ${classId} and f.kind = 'pupil' order by p.first_name, p.last_name, p.id`.execute(db);
  return rows;
}
