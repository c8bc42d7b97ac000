import { type RawBuilder, type Reader, sql, z } from '#kernel';
import { renderPdf } from '#kernel/paper';
import { calledName } from '#kernel/perimeter';
import { shortDayText } from '#kernel/ui';
import { l } from './letter-texts.ts';
import type { Tables, Written } from './tables.ts';

const written = ['unopened', 'few', 'silent'] as const satisfies Written[];

export const Letter = z.object({
  id: z.string(),
  mailingId: z.string(),
  schoolId: z.string(),
  school: z.string(),
  city: z.string().nullable(),
  stall: z.enum(written),
  since: z.string(),
  sentAt: z.date(),
  from: z.string(),
  by: z.string().nullable(),
  paper: z.boolean(),
  message: z.boolean(),
  to: z.array(z.string()),
});
export type Letter = z.infer<typeof Letter>;
type Whole = Letter & { uai: string; address: string | null; postalCode: string | null };

/** The letters `l` that a sentence names, the last ones first. What they say is what was true when they left. */
export async function lettersOf(db: Reader<Tables>, sentence: RawBuilder<unknown>, part: RawBuilder<unknown> = sql``): Promise<Whole[]> {
  const { rows } = await sql<Whole>`
    select l.id, l.mailing_id as "mailingId", l.school_id as "schoolId", school.name as school, k.city, l.stall, l.since, l.sent_at as "sentAt",
      place.name as "from", (select ${calledName('by')} from kernel.people by where by.id = m.sent_by) as by, m.paper, m.message,
      array(select ${calledName('p')} from deployment.recipients r join kernel.people p on p.id = r.person_id
        where r.letter_id = l.id order by p.last_name, p.id) as "to",
      k.uai, k.address, k.postal_code as "postalCode"
    from deployment.letters l join deployment.mailings m on m.id = l.mailing_id join kernel.places place on place.id = m.place_id
    join kernel.places school on school.id = l.school_id join kernel.schools k on k.id = l.school_id
    where ${sentence} order by l.sent_at desc, k.city, school.name, l.id ${part}`.execute(db);
  return rows;
}

const template = new URL('./sheets/letter.typ', import.meta.url);

/** One page a school, in one PDF. */
export const lettersPdf = (letters: readonly Whole[], name: string): Promise<Uint8Array> =>
  renderPdf({ template, data: { title: name, letters: letters.map(wordsOf) } });

const wordsOf = (one: Whole) => ({
  // Written to one school from its own page, it is signed by its writer alone.
  from: one.from === one.school ? [one.by ?? l.team] : [one.from, ...(one.by ? [one.by] : [])],
  to: [
    l.toDirection,
    ...one.to,
    one.school,
    ...(one.address ? [one.address] : []),
    ...(one.postalCode || one.city ? [[one.postalCode, one.city].filter(Boolean).join(' ')] : []),
    l.uai({ uai: one.uai }),
  ],
  made: l.made({ day: shortDayText(one.sentAt) }),
  heading: l.heading({ school: one.school }),
  hello: l.hello,
  seen: l.seen({ stall: one.stall, since: shortDayText(one.since) }),
  why: l.why,
  todo: l.todo({ stall: one.stall }).split('|'),
  help: l.help,
  bye: l.bye,
});
