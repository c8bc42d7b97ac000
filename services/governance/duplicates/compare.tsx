import { hidden, refuse, routesFor, uuid, type Writer, z } from '#kernel';
import { endSessions } from '#kernel/identity';
import { merge, survivorOf } from '#kernel/people';
import { Buttons, Card, CardList, Confirm, Definition, InlineForm, Notice, Page, shortDayText } from '#kernel/ui';
import { type Evidence, evidenceIn, evidenceText, isEnough, weights } from './evidence.ts';
import { mayDecide } from './policy.ts';
import { type Sheet, sameAge, shareAChild, sheetsOf } from './sheets.ts';
import type { Tables } from './tables.ts';
import { kindText, t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const OnePair = z.object({ oneId: uuid, otherId: uuid });

const SheetShape = z.object({
  id: z.string(),
  name: z.string(),
  birthName: z.string().nullable(),
  born: z.string().nullable(),
  hats: z.array(z.object({ kind: z.string(), place: z.string() })),
  children: z.array(z.string()),
  active: z.boolean(),
  fromDirectory: z.boolean(),
});

/** Two sheets side by side, what brings them together, and whether it is enough. */
export const compare = page('/doublons/:oneId/:otherId', {
  params: OnePair,
  may: mayDecide,
  answer: z.object({ sheets: z.array(SheetShape), evidence: z.array(z.string()), shared: z.boolean() }),
  load: async ({ db, params: { oneId, otherId } }) => {
    const pair = await db
      .selectFrom('duplicates.pairs')
      .select('evidence')
      .where('one_id', '=', oneId)
      .where('other_id', '=', otherId)
      .executeTakeFirst();
    if (!pair) return hidden;
    return { sheets: await sheetsOf(db, [oneId, otherId]), evidence: pair.evidence, shared: await shareAChild(db, oneId, otherId) };
  },
  view: ({ sheets, evidence, shared }) => {
    const [one, other] = sheets;
    return (
      <Page title={t.side} family="governance" trail={[{ label: t.label, href: '/doublons' }]}>
        {one && other && <Side one={one} other={other} evidence={evidenceIn(evidence)} shared={shared} />}
      </Page>
    );
  },
});

function Side({ one, other, evidence, shared }: { one: Sheet; other: Sheet; evidence: Evidence[]; shared: boolean }) {
  const base = `/doublons/${[one.id, other.id].sort().join('/')}`;
  const sure = isEnough(evidence) && !shared;
  return (
    <>
      <CardList columns>
        <OneSheet label={t.first} sheet={one} />
        <OneSheet label={t.second} sheet={other} />
      </CardList>
      <h2>{t.evidence}</h2>
      <ul>
        {[...evidence]
          .sort((a, b) => weights[b] - weights[a])
          .map((name) => (
            <li key={name}>{evidenceText(name)}</li>
          ))}
      </ul>
      <Notice kind={sure ? 'info' : 'warning'}>{shared ? t.sharedSentence : sure ? t.enoughSentence : t.weakSentence}</Notice>
      <Buttons>
        {sure && <Confirm action={`${base}/reunion`} label={t.same} sentence={t.sameWarning({ name: one.name })} confirm={t.sameConfirm} />}
        <InlineForm action={`${base}/distinction`}>{t.distinct}</InlineForm>
      </Buttons>
    </>
  );
}

const OneSheet = ({ label, sheet }: { label: string; sheet: Sheet }) => (
  <Card title={sheet.name} meta={label}>
    <Definition
      entries={[
        { term: t.born, children: sheet.born ? shortDayText(sheet.born) : t.unknown },
        ...(sheet.birthName ? [{ term: t.birthName, children: sheet.birthName }] : []),
        { term: t.functions, children: sheet.hats.map(({ kind, place }) => `${kindText(kind)} · ${place}`).join(', ') || t.nothing },
        ...(sheet.children.length > 0 ? [{ term: t.children, children: sheet.children.join(', ') }] : []),
        { term: t.access, children: sheet.active ? t.open : t.closed },
        { term: t.origin, children: sheet.fromDirectory ? t.directory : t.byHand },
      ]}
    />
  </Card>
);

/** « C’est la même personne »: only on evidence that is enough, and never the two guardians of one child. */
export const reunion = action('/doublons/:oneId/:otherId/reunion', {
  params: OnePair,
  may: mayDecide,
  does: 'people.merged',
  body: z.object({}),
  run: async ({ db, me, now, params: { oneId, otherId }, emit }) => {
    const pair = await db
      .deleteFrom('duplicates.pairs')
      .where('one_id', '=', oneId)
      .where('other_id', '=', otherId)
      .returning('evidence')
      .executeTakeFirst();
    if (!pair) return refuse('gone', t.gone, { status: 409 });
    if (await shareAChild(db, oneId, otherId)) return refuse('shared', t.sharedSentence, { status: 403 });
    if (!isEnough(evidenceIn(pair.evidence)) || !(await sameAge(db, oneId, otherId)))
      return refuse('weak', t.weakSentence, { status: 403 });
    if (await eitherIsBlocked(db, oneId, otherId)) return refuse('blocked', t.blockedSentence, { status: 403 });
    const survivorId = (await survivorOf(db, oneId, otherId)) ?? oneId;
    const mergedId = survivorId === oneId ? otherId : oneId;
    await signOut(db, mergedId);
    const done = await merge(db, { survivorId, mergedId, evidence: pair.evidence, by: me.personId, now });
    if (!done) return refuse('gone', t.gone, { status: 409 });
    await emit('merged', { to: { people: [survivorId] }, payload: {} });
    const [sheet] = await sheetsOf(db, [survivorId]);
    return { see: '/doublons', say: t.joined({ name: sheet?.name ?? '' }), note: { details: { mergeId: done.id, survivorId, mergedId } } };
  },
});

/** Whoever blocked one of the two did not mean its holder to come in by the other. */
async function eitherIsBlocked(db: Writer, oneId: string, otherId: string): Promise<boolean> {
  const blocked = await db
    .selectFrom('kernel.accounts')
    .select('id')
    .where('person_id', 'in', [oneId, otherId])
    .where('blocked_at', 'is not', null)
    .execute();
  return blocked.length > 0;
}

/** Somebody else decided: whoever is signed in on the other sheet proves again who they are, with the key of the access that goes on. */
async function signOut(db: Writer, personId: string): Promise<void> {
  const account = await db.selectFrom('kernel.accounts').select('id').where('person_id', '=', personId).executeTakeFirst();
  if (account) await endSessions(db, account.id, {});
}

/** « Ce sont deux personnes »: the pair does not come back. */
export const distinction = action('/doublons/:oneId/:otherId/distinction', {
  params: OnePair,
  may: mayDecide,
  does: 'people.distinguished',
  body: z.object({}),
  run: async ({ db, me, now, params: { oneId, otherId } }) => {
    const { numDeletedRows } = await db
      .deleteFrom('duplicates.pairs')
      .where('one_id', '=', oneId)
      .where('other_id', '=', otherId)
      .executeTakeFirst();
    if (numDeletedRows === 0n) return hidden;
    await db
      .insertInto('duplicates.distinctions')
      .values({ one_id: oneId, other_id: otherId, decided_by: me.personId, decided_at: now })
      .onConflict((known) => known.doNothing())
      .execute();
    return { see: '/doublons', say: t.distinctSaid, note: { details: { oneId, otherId } } };
  },
});
