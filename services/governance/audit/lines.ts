import { type Me, type RawBuilder, type Reader, type Service, sql, uuid, z } from '#kernel';
import { deedTexts } from '#kernel/audit';
import { folded, matches, wordsOf } from '#kernel/perimeter';
import { mine } from './policy.ts';

export const Line = z.object({
  id: z.string(),
  at: z.date(),
  who: z.string().nullable(),
  what: z.string(),
  about: z.string().nullable(),
  school: z.string().nullable(),
});
export type Line = z.infer<typeof Line>;

/** What is wrong in an address is not asked. */
const maybe = <S extends z.ZodType>(shape: S) => shape.optional().catch(undefined);
/** PostgreSQL knows no year 0. */
const Day = z.iso.date().refine((day) => day >= '0001-01-01');
export const Query = z.object({
  nom: z.string().trim().max(80).catch('').default(''),
  service: maybe(z.string().regex(/^[a-z]{1,40}$/)),
  du: maybe(Day),
  au: maybe(Day),
  avant: maybe(uuid),
});
export type Asked = z.infer<typeof Query>;

export const perPage = 50;

const name = (alias: string) => sql.raw(`${alias}.first_name || ' ' || ${alias}.last_name`);

/** Whom a line is about: services note it under one of these names. */
const aboutId = sql`coalesce(a.details ->> 'personId', a.details ->> 'pupilId', a.details ->> 'pupil', a.details ->> 'guardianId')`;

async function linesOf(db: Reader, where: RawBuilder<unknown>, before: string | undefined, most: number): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select a.id, a.at, ${name('p')} as who, a.action as what, ${name('about')} as about, s.name as school
    from kernel.audit a
    left join kernel.people p on p.id = a.actor_id
    left join kernel.places s on s.id = a.school_id
    left join kernel.people about on about.id::text = ${aboutId}
    where ${where} and (${before ?? null}::uuid is null or (a.at, a.id) < (select b.at, b.id from kernel.audit b where b.id = ${before ?? null}))
    order by a.at desc, a.id desc limit ${most}`.execute(db);
  return rows;
}

/** The lines that those who answer for a place may read there. */
export async function watchedLines(db: Reader, me: Me, services: Service[], { nom, service, du, au, avant }: Asked, most: number) {
  const words = deedTexts(services, 'watched');
  const actions = Object.keys(words).filter((action) => !service || action.startsWith(`${service}.`));
  const sought = wordsOf(nom);
  const named = (alias: string) => matches(folded(name(alias)), sought, 1);
  const found = await linesOf(
    db,
    sql`${mine(me)} and a.action = any (${actions}::text[])
      and (${du ?? null}::date is null or a.at >= (${du ?? null}::date)::timestamp at time zone 'Europe/Paris')
      and (${au ?? null}::date is null or a.at < (${au ?? null}::date + 1)::timestamp at time zone 'Europe/Paris')
      and (${sought.length} = 0 or ${named('p')} or ${named('about')})`,
    avant,
    most,
  );
  return found.map((line) => ({ ...line, what: words[line.what] ?? line.what }));
}

/** All that one's own account did. Whom it was about is left out: one may have lost sight of them since. */
export async function ownLines(db: Reader, me: Me, services: Service[], before: string | undefined): Promise<Line[]> {
  const words = deedTexts(services, 'watched', 'own');
  const found = await linesOf(db, sql`a.actor_id = ${me.personId}`, before, perPage + 1);
  return found.map((line) => ({ ...line, what: words[line.what] ?? line.what, about: null }));
}
