import { hidden, type Me, type Reader, refuse, routesFor, sql, uuid, z } from '#kernel';
import { askRescue, confirmRescue, endRescues, rescueCode, writtenCode } from '#kernel/identity';
import { worksHere } from '#kernel/perimeter';
import { Card, CardList, Confirm, EmptyState, Notice, Page, SearchField, Status, Time } from '#kernel/ui';
import { mayAskFor, mayConfirmFor, myColleagues, standAbove } from './rescue-policy.ts';
import { w } from './security-texts.ts';

const { page, action } = routesFor();
const One = z.object({ colleagueId: uuid });
const most = 40;

const Colleague = z.object({
  personId: z.string(),
  name: z.string(),
  place: z.string(),
  /** Nothing under way; I asked; somebody else asked and I may confirm; it is confirmed, and by me: here is the code. */
  state: z.enum(['none', 'asked', 'to-confirm', 'confirmed']),
  askedBy: z.string().nullable(),
  until: z.date().nullable(),
  code: z.string().nullable(),
});

/** A colleague has lost their second factor: one person asks, another confirms and hands the code over. */
export const rescue = page('/comptes/secours', {
  may: ({ me }) => worksHere(me),
  query: z.object({ q: z.string().trim().max(80).default('').catch('') }),
  answer: z.object({ q: z.string(), colleagues: z.array(Colleague) }),
  load: async ({ db, me, query: { q }, secret }) => ({ q, colleagues: await colleagues(db, me, q, secret) }),
  view: ({ q, colleagues: people }) => (
    <Page title={w.rescue} lead={w.rescueLead} family="utilities" narrow>
      <Notice>
        <p>{w.rescueHow}</p>
      </Notice>
      <SearchField action="/comptes/secours" value={q} label={w.rescueSearch} />
      {people.length === 0 ? (
        <EmptyState sentence={w.rescueNobody} />
      ) : (
        <CardList label={w.rescue}>
          {people.map((one) => (
            <OneColleague key={one.personId} {...one} />
          ))}
        </CardList>
      )}
    </Page>
  ),
});

function OneColleague({ personId, name, place, state, askedBy, until, code }: z.infer<typeof Colleague>) {
  const at = (what: string) => `/comptes/secours/${personId}/${what}`;
  return (
    <Card level={3} title={name} meta={place}>
      {askedBy && <p>{w.rescueAskedBy({ name: askedBy })}</p>}
      {state === 'asked' && <Status kind="waiting">{w.rescueWaiting}</Status>}
      {state === 'confirmed' && <Status kind="done">{w.rescueConfirmed}</Status>}
      {code && (
        <Notice kind="success">
          <p>
            {w.rescueGive} <code>{code}</code>
          </p>
          {until && (
            <p>
              {w.rescueUntil} <Time at={until} />
            </p>
          )}
        </Notice>
      )}
      {state === 'none' && (
        <Confirm action={at('demande')} label={w.rescueAsk} sentence={w.rescueAskSentence({ name })} confirm={w.rescueAskConfirm} />
      )}
      {state === 'to-confirm' && (
        <Confirm
          action={at('confirmation')}
          label={w.rescueConfirm}
          sentence={w.rescueConfirmSentence({ name })}
          confirm={w.rescueConfirmButton}
        />
      )}
      {state !== 'none' && (
        <Confirm action={at('annulation')} label={w.rescueCancel} sentence={w.rescueCancelSentence} confirm={w.rescueCancelButton} />
      )}
    </Card>
  );
}

async function colleagues(db: Reader, me: Me, q: string, secret: Buffer): Promise<z.infer<typeof Colleague>[]> {
  const like = `%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const above = standAbove(me, sql`p.id`);
  const { rows } = await sql<{
    personId: string;
    name: string;
    place: string;
    mayConfirm: boolean;
    id: string | null;
    askedBy: string | null;
    askedById: string | null;
    confirmedById: string | null;
    until: Date | null;
  }>`
    with colleagues as materialized (select distinct person_id as id from ${myColleagues(me)} mine),
    found as materialized (
      select p.*, p.id in (select id from colleagues) as colleague from kernel.people p
      where p.trashed_at is null and (${q} = '' or p.first_name || ' ' || p.last_name ilike ${like}) and p.id in (
        select id from colleagues
        union select a.person_id from kernel.rescues r join kernel.accounts a on a.id = r.account_id where r.ended_at is null
        union select person_id from kernel.functions where ${q.length > 1} and kind <> 'pupil'))
    select p.id as "personId", concat_ws(' ', p.civility, p.first_name, p.last_name) as name, ${above} as "mayConfirm", r.id, r.asked_by as "askedById", r.confirmed_by as "confirmedById", r.expires_at as until,
      (select concat_ws(' ', asker.first_name, asker.last_name) from kernel.people asker where asker.id = r.asked_by) as "askedBy",
      (select string_agg(distinct place.name, ' · ') from kernel.functions_today f join kernel.places place on place.id = coalesce(f.school_id, f.place_id)
        where f.person_id = p.id and f.kind <> 'pupil') as place
    from found p
    join kernel.accounts a on a.person_id = p.id and a.blocked_at is null
    left join kernel.rescues r on r.account_id = a.id and r.ended_at is null and r.expires_at > now()
    where p.colleague or ${above}
    order by r.id is null, p.last_name, p.first_name limit ${most}`.execute(db);
  return rows.map(({ personId, name, place, mayConfirm, id, askedBy, askedById, confirmedById, until }) => ({
    personId,
    name,
    place,
    askedBy,
    until,
    state: id === null ? 'none' : confirmedById ? 'confirmed' : mayConfirm && askedById !== me.personId ? 'to-confirm' : 'asked',
    code: id !== null && confirmedById === me.personId ? writtenCode(rescueCode(secret, { id })) : null,
  }));
}

const accountOf = async (db: Reader, personId: string): Promise<string | undefined> =>
  (await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).where('blocked_at', 'is', null).executeTakeFirst())
    ?.id;

export const askForRescue = action('/comptes/secours/:colleagueId/demande', {
  params: One,
  may: mayAskFor,
  does: 'rescue.asked',
  body: z.object({}),
  run: async ({ db, me, now, emit, params: { colleagueId } }) => {
    const accountId = await accountOf(db, colleagueId);
    if (!accountId) return hidden;
    if (!(await askRescue(db, { accountId, by: me.personId, now }))) return refuse('already', w.rescueAlready, { status: 409 });
    await emit('rescue', { to: { people: [colleagueId] }, payload: {}, urgent: true });
    return { see: '/comptes/secours', say: w.rescueAsked, note: { details: { personId: colleagueId } } };
  },
});

/** By another person than whoever asked: the statement itself refuses the same one. */
export const confirmTheRescue = action('/comptes/secours/:colleagueId/confirmation', {
  params: One,
  fresh: true,
  may: mayConfirmFor,
  does: 'rescue.confirmed',
  body: z.object({}),
  run: async ({ db, me, now, emit, params: { colleagueId } }) => {
    const accountId = await accountOf(db, colleagueId);
    if (!accountId) return hidden;
    if (!(await confirmRescue(db, { accountId, by: me.personId, now }))) return refuse('not-you', w.rescueNotYou, { status: 409 });
    await emit('rescue', { to: { people: [colleagueId] }, payload: {}, urgent: true });
    return { see: '/comptes/secours', say: w.rescueDone, note: { details: { personId: colleagueId } } };
  },
});

export const cancelRescue = action('/comptes/secours/:colleagueId/annulation', {
  params: One,
  may: async (ask) => (await mayAskFor(ask)) || (await mayConfirmFor(ask)),
  does: 'rescue.cancelled',
  body: z.object({}),
  run: async ({ db, now, params: { colleagueId } }) => {
    const accountId = await accountOf(db, colleagueId);
    if (!accountId) return hidden;
    await endRescues(db, accountId, now);
    return { see: '/comptes/secours', say: w.rescueCancelled, note: { details: { personId: colleagueId } } };
  },
});
