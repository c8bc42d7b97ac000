import { hidden, many, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Checkboxes, EmptyState, Form, Notice, Page, Pagination, Status, Submit, Table, Time } from '#kernel/ui';
import { Crumbs, OnePlace, trailOf } from './board.tsx';
import { Letter, lettersOf, lettersPdf } from './letters.ts';
import { mayReadLetters, mayReadMailing, mayWrite, mayWriteTo, steered } from './policy.ts';
import { letterDays, mostLetters } from './rules.ts';
import { OneSchool } from './school.tsx';
import { nameOf } from './schools.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { inside, toWrite, write } from './write.ts';

const { page, action, download } = routesFor<Tables>();
const OneMailing = z.object({ mailingId: uuid });
const perPage = 50;

const Mailing = z.object({ id: z.string(), place: z.string(), by: z.string().nullable(), at: z.date(), count: z.number() });

/** Which schools a letter would go to, and what was already sent. */
export const mailings = page('/deploiement/:placeId/relances', {
  params: OnePlace,
  may: mayWrite,
  answer: z.object({
    ...{ id: z.string(), name: z.string(), trail: Crumbs },
    ...{ due: z.number(), stalled: z.number(), directory: z.number(), sent: z.array(Mailing) },
  }),
  load: async ({ db, me, now, params: { placeId } }) => {
    const { rows } = await sql<{ due: number; stalled: number; directory: number }>`
      select count(*) filter (where ${toWrite(sql`true`, now)}) as due, count(s.stall) as stalled,
        count(*) filter (where s.stall = 'unprovided') as directory
      from deployment.schools s where ${inside(placeId)}`.execute(db);
    const { rows: sent } = await sql<z.infer<typeof Mailing>>`
      select m.id, p.name as place, by.first_name || ' ' || by.last_name as by, m.sent_at as at,
        (select count(*) from deployment.letters l where l.mailing_id = m.id) as count
      from deployment.mailings m join kernel.places p on p.id = m.place_id left join kernel.people by on by.id = m.sent_by
      where m.place_id in (select place_id from kernel.place_ancestors where ancestor_id = ${placeId}) and m.place_id in ${steered(me)}
      order by m.sent_at desc, m.id limit 30`.execute(db);
    const [counts = { due: 0, stalled: 0, directory: 0 }] = rows;
    return { id: placeId, name: await nameOf(db, placeId), trail: await trailOf(db, me, placeId), ...counts, sent };
  },
  view: ({ id, name, trail, due, stalled, directory, sent }) => (
    <Page
      title={t.letters}
      lead={t.lettersOf({ name })}
      family="governance"
      trail={[...trail, { label: name, href: `/deploiement/${id}` }]}
    >
      {stalled > 0 && <p>{t.stalledCount({ count: stalled })}</p>}
      {directory > 0 && <p>{t.directoryCount({ count: directory })}</p>}
      {due === 0 ? (
        <EmptyState sentence={t.nobodyToWrite({ days: letterDays })} drawing="boat" />
      ) : due > mostLetters ? (
        <Notice>{t.tooMany({ most: mostLetters })}</Notice>
      ) : (
        <Form action={`/deploiement/${id}/relances`}>
          <p>
            {t.dueCount({ count: due, days: letterDays })} <a href={`/deploiement/${id}/ecoles?relancer=on`}>{t.seeThem}</a>
          </p>
          <Ways />
          <Submit>{t.writeTo({ count: due })}</Submit>
        </Form>
      )}
      {sent.length > 0 && (
        <Table
          caption={t.alreadySent}
          rows={sent}
          id={(one) => one.id}
          columns={[
            {
              head: t.sentOn,
              header: true,
              cell: (one) => (
                <a href={`/deploiement/relances/${one.id}`}>
                  <Time at={one.at} form="short" />
                </a>
              ),
            },
            { head: t.place, cell: ({ place }) => place },
            { head: t.sentBy, cell: ({ by }) => by },
            { head: t.lettersShort, numeric: true, cell: ({ count }) => count },
          ]}
        />
      )}
    </Page>
  ),
});

const Ways = () => (
  <Checkboxes
    name="ways"
    label={t.how}
    required
    value={['paper', 'message']}
    options={[
      { value: 'paper', label: t.byPaper, hint: t.byPaperHint },
      { value: 'message', label: t.byMessage, hint: t.byMessageHint },
    ]}
  />
);
const Body = z.object({ ways: many(z.enum(['paper', 'message'])).refine((ways) => ways.length > 0, t.chooseWay) });

/** One gesture for a whole department. */
export const writeAll = action('/deploiement/:placeId/relances', {
  params: OnePlace,
  may: mayWrite,
  does: 'letters.sent',
  body: Body,
  redraw: mailings,
  run: ({ db, me, now, emit, params: { placeId }, body: { ways } }) => write({ db, me, now, emit, placeId, ways }),
});

/** The same, to one school, from its page: on paper and by a message. */
export const writeOne = action('/deploiement/ecole/:schoolId/relance', {
  params: OneSchool,
  may: mayWriteTo,
  does: 'letters.sent',
  body: z.object({}),
  run: ({ db, me, now, emit, params: { schoolId } }) => write({ db, me, now, emit, placeId: schoolId, ways: ['paper', 'message'] }),
});

/** What left in one gesture: to which schools, to whom, why. */
export const mailing = page('/deploiement/relances/:mailingId', {
  params: OneMailing,
  may: mayReadMailing,
  query: z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1).default(1) }),
  answer: z.object({ id: z.string(), letters: z.array(Letter), count: z.number(), page: z.number() }),
  load: async ({ db, params: { mailingId }, query }) => {
    const letters = await lettersOf(db, sql`l.mailing_id = ${mailingId}`, sql`limit ${perPage} offset ${(query.page - 1) * perPage}`);
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from deployment.letters where mailing_id = ${mailingId}`.execute(db);
    const count = rows[0]?.count ?? 0;
    return count === 0 ? hidden : { id: mailingId, letters, count, page: query.page };
  },
  view: ({ id, letters, count, page: at }) => {
    const [first] = letters;
    const pages = Math.ceil(count / perPage);
    const address = (number: number) => `/deploiement/relances/${id}?page=${number}`;
    return (
      <Page
        title={t.letters}
        lead={first && t.sentLead({ count, from: first.from, by: first.by ?? '' })}
        family="governance"
        wide
        trail={[{ label: t.label, href: '/deploiement' }]}
        actions={
          <Buttons>
            <ButtonLink href={`/deploiement/relances/${id}/pdf`} weight="main" picture="print">
              {t.lettersPdf}
            </ButtonLink>
          </Buttons>
        }
      >
        {first && (
          <p>
            <Time at={first.sentAt} /> <Status kind="done">{t.waysText(first)}</Status>
          </p>
        )}
        <Table
          caption={t.letters}
          quiet
          rows={letters}
          id={(one) => one.id}
          columns={[
            { head: t.school, header: true, cell: (one) => <a href={`/deploiement/ecole/${one.schoolId}`}>{one.school}</a> },
            { head: t.city, cell: ({ city }) => city },
            { head: t.toWhom, cell: ({ to }) => (to.length > 0 ? to.join(', ') : t.noDirector) },
            { head: t.why, cell: ({ stall }) => t.stallText({ stall }) },
          ]}
        />
        <Pagination
          previous={at > 1 ? address(at - 1) : undefined}
          next={at < pages ? address(at + 1) : undefined}
          page={at}
          pages={pages}
        />
      </Page>
    );
  },
});

const asFile = async (found: Awaited<ReturnType<typeof lettersOf>>) =>
  found.length === 0
    ? hidden
    : { name: `${t.letters}.pdf`, mediaType: 'application/pdf', bytes: await lettersPdf(found, t.letters), inline: true };

/** All the letters of the gesture, to print and put in envelopes. */
export const mailingPdf = download('/deploiement/relances/:mailingId/pdf', {
  params: OneMailing,
  may: mayReadMailing,
  load: async ({ db, params: { mailingId } }) => asFile(await lettersOf(db, sql`l.mailing_id = ${mailingId}`)),
});

export const letterPdf = download('/deploiement/ecole/:schoolId/lettres/:letterId', {
  params: OneSchool.extend({ letterId: uuid }),
  may: mayReadLetters,
  load: async ({ db, params: { schoolId, letterId } }) =>
    asFile(await lettersOf(db, sql`l.id = ${letterId} and l.school_id = ${schoolId}`)),
});
