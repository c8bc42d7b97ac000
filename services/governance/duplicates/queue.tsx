import { refuse, routesFor, sql, uuid, z } from '#kernel';
import { unmerge } from '#kernel/people';
import { wears } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, Chip, Confirm, EmptyState, Page, Status, Time } from '#kernel/ui';
import { evidenceIn, evidenceText, isEnough } from './evidence.ts';
import { isInMyPerimeter, mayUndo } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

const Answer = z.object({
  pairs: z.array(
    z.object({
      oneId: z.string(),
      otherId: z.string(),
      name: z.string(),
      places: z.array(z.string()),
      evidence: z.array(z.string()),
      shared: z.boolean(),
    }),
  ),
  merges: z.array(z.object({ id: z.string(), name: z.string(), by: z.string().nullable(), self: z.boolean().nullable(), at: z.date() })),
});
const most = 100;

/** « Doublons »: the pairs of my perimeter, the surest first, and what was decided lately. */
export const queue = page('/doublons', {
  may: wears('director', 'academy', 'administrator'),
  answer: Answer,
  load: async ({ db, me }) => {
    const pairs = await sql<z.infer<typeof Answer>['pairs'][number]>`
      select pair.one_id as "oneId", pair.other_id as "otherId", one.first_name || ' ' || one.last_name as name, pair.evidence,
        exists (select from kernel.guardianships g join kernel.guardianships h on h.pupil_id = g.pupil_id
          where g.guardian_id = pair.one_id and h.guardian_id = pair.other_id) as shared,
        array(select distinct place.name from (
            values (pair.one_id), (pair.other_id) union
            select pupil_id from kernel.guardianships where guardian_id in (pair.one_id, pair.other_id)) theirs (id)
          join kernel.functions_today f on f.person_id = theirs.id
          join kernel.places place on place.id = coalesce(f.school_id, f.place_id) order by 1) as places
      from duplicates.pairs pair join kernel.people one on one.id = pair.one_id
      where ${isInMyPerimeter(me, sql`pair.one_id`)} and ${isInMyPerimeter(me, sql`pair.other_id`)}
      order by pair.weight desc, pair.one_id, pair.other_id limit ${most}`.execute(db);
    const merges = await sql<z.infer<typeof Answer>['merges'][number]>`
      select m.id, p.first_name || ' ' || p.last_name as name, m.merged_at as at,
        m.merged_by = m.survivor_id as self, who.first_name || ' ' || who.last_name as by
      from kernel.merges m join kernel.people p on p.id = m.survivor_id left join kernel.people who on who.id = m.merged_by
      where m.undone_at is null and ${isInMyPerimeter(me, sql`m.survivor_id`)} order by m.n desc limit 20`.execute(db);
    return { pairs: pairs.rows, merges: merges.rows };
  },
  view: ({ pairs, merges }) => (
    <Page title={t.label} lead={t.lead} family="governance">
      {pairs.length === 0 ? (
        <EmptyState sentence={t.none} />
      ) : (
        <>
          <h2>{t.pairs({ count: pairs.length })}</h2>
          <CardList columns>
            {pairs.map((pair) => (
              <Pair key={pair.oneId + pair.otherId} {...pair} />
            ))}
          </CardList>
        </>
      )}
      {merges.length > 0 && <Merges merges={merges} />}
    </Page>
  ),
});

const Pair = ({ oneId, otherId, name, places, evidence, shared }: z.infer<typeof Answer>['pairs'][number]) => {
  const found = evidenceIn(evidence);
  return (
    <Card
      level={3}
      title={name}
      meta={places.join(' · ')}
      footer={<ButtonLink href={`/doublons/${oneId}/${otherId}`}>{t.compare}</ButtonLink>}
    >
      <p>{isEnough(found) && !shared ? <Status kind="done">{t.strong}</Status> : <Status kind="waiting">{t.weak}</Status>}</p>
      <p>
        {found.map((one) => (
          <Chip key={one}>{evidenceText(one)}</Chip>
        ))}
      </p>
    </Card>
  );
};

const Merges = ({ merges }: Pick<z.infer<typeof Answer>, 'merges'>) => (
  <section aria-labelledby="recentes">
    <h2 id="recentes">{t.recent}</h2>
    <CardList columns>
      {merges.map(({ id, name, by, self, at }) => (
        <Card
          key={id}
          level={3}
          title={name}
          meta={
            <>
              {t.reunited} <Time at={at} form="day" /> {self ? t.bySelf : by && t.by({ name: by })}
            </>
          }
          footer={
            <Confirm
              action={`/doublons/reunions/${id}/annulation`}
              label={t.undo}
              sentence={t.undoSentence({ name })}
              confirm={t.undoConfirm}
            />
          }
        />
      ))}
    </CardList>
  </section>
);

/** Two again, as before. */
export const undo = action('/doublons/reunions/:mergeId/annulation', {
  params: z.object({ mergeId: uuid }),
  may: mayUndo,
  does: 'people.parted',
  body: z.object({}),
  run: async ({ db, me, now, params: { mergeId }, emit }) => {
    const parted = await unmerge(db, { id: mergeId, by: me.personId, now });
    if (!parted) return refuse('not last', t.notLast, { status: 409 });
    await emit('parted', { to: { people: [parted.survivorId, parted.mergedId] }, payload: {} });
    return { see: '/doublons', say: t.undone, note: { details: { mergeId, survivorId: parted.survivorId, mergedId: parted.mergedId } } };
  },
});
