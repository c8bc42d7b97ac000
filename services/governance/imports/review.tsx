import { hidden, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { ButtonLink, Confirm, InlineForm, Notice, Page, Progress, Status, sizeText, Tabs, Time } from '#kernel/ui';
import { fateNames } from './import.ts';
import { sentenceOf } from './lines.ts';
import { mayImport } from './policy.ts';
import { Refusal } from './refusal.tsx';
import { type Reasons, SchoolsTable } from './schools-table.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { undoableUntil } from './undo.ts';
import { stateStatus, titleOf } from './what.ts';

const { page } = routesFor<Tables>();
const Fates = z.partialRecord(z.enum(fateNames), z.number());

export const review = page('/imports/:id', {
  may: mayImport,
  params: z.object({ id: uuid }),
  answer: z.object({
    id: z.string(),
    kind: z.enum(['complet', 'delta', 'onde']),
    day: z.string(),
    state: z.enum(['reading', 'refused', 'review', 'applying', 'applied', 'cancelled', 'undoing', 'undone']),
    asked_at: z.date(),
    bytes_read: z.number(),
    bytes_total: z.number(),
    people_read: z.number(),
    undoable: z.string().nullable(),
    totals: Fates,
    lines: z.object({ rejected: z.number(), remark: z.number() }),
    refusals: z.array(z.string()),
    schools: z.array(
      z.object({
        key: z.string(),
        school_id: z.string().nullable(),
        name: z.string(),
        uai: z.string().nullable(),
        city: z.string().nullable(),
        first: z.boolean(),
        state: z.enum(['ready', 'check', 'approved', 'applied', 'undone', 'kept']),
        reasons: z.array(
          z.discriminatedUnion('code', [
            z.object({ code: z.literal('share'), leaving: z.number(), before: z.number() }),
            z.object({ code: z.literal('class'), name: z.string(), leaving: z.number() }),
          ]),
        ),
        counts: Fates,
        undo_trouble: z.looseObject({ code: z.string(), people: z.number().optional() }).nullable(),
      }),
    ),
  }),
  load: async ({ db, now, params: { id } }) => {
    const found = await db
      .selectFrom('imports.imports')
      .select(['id', 'kind', 'day', 'state', 'asked_at', 'bytes_read', 'bytes_total', 'people_read', 'applied_at'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (!found) return hidden;
    const schools = await db
      .selectFrom('imports.schools')
      .select(['key', 'school_id', 'name', 'uai', 'city', 'first', 'state', 'reasons', 'counts', 'undo_trouble'])
      .where('import_id', '=', id)
      .where(sql<boolean>`counts <> '{}'`)
      .orderBy(sql`state = 'check'`, 'desc')
      .orderBy('city', (order) => order.asc().nullsLast())
      .orderBy('name')
      .execute();
    const { lines, refusals } = await reported(db, id);
    const undoable = found.applied_at && undoableUntil(found.applied_at) > now && ['applied', 'review'].includes(found.state);
    const totals = Object.fromEntries(fateNames.map((fate) => [fate, schools.reduce((sum, { counts }) => sum + (counts[fate] ?? 0), 0)]));
    return {
      ...found,
      schools,
      totals,
      lines,
      refusals,
      undoable: undoable && found.applied_at ? undoableUntil(found.applied_at).toISOString() : null,
    };
  },
  view: (it) => (
    <Page title={titleOf(it)} family="governance" wide trail={[{ label: t.imports, href: '/imports' }]}>
      <p class="meta">
        <Status kind={stateStatus[it.state]}>{t[it.state]}</Status> <Time at={it.asked_at} />
      </p>
      <Refusal />
      <Underway {...it} />
      {it.state === 'refused' && (
        <Notice kind="danger" title={t.refusedTitle}>
          {it.refusals.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </Notice>
      )}
      {it.schools.length > 0 && (
        <>
          <section aria-labelledby="bref">
            <h2 id="bref">{t.summary}</h2>
            <ul class="figures">
              {fateNames
                .filter((fate) => (it.totals[fate] ?? 0) > 0)
                .map((fate) => (
                  <li key={fate}>
                    <strong>{(it.totals[fate] ?? 0).toLocaleString('fr')}</strong> {t[fate].toLocaleLowerCase('fr')}
                  </li>
                ))}
            </ul>
            <Tabs
              label={t.report}
              entries={[
                { label: t.rejections, href: `/imports/${it.id}/rapport?nature=rejected`, count: it.lines.rejected },
                { label: t.remarks, href: `/imports/${it.id}/rapport?nature=remark`, count: it.lines.remark },
              ]}
            />
          </section>
          <Decision {...it} />
          <section aria-labelledby="ecoles">
            <h2 id="ecoles">{t.schools}</h2>
            <SchoolsTable importId={it.id} schools={it.schools} />
          </section>
        </>
      )}
      {it.undoable && (
        <Confirm
          action={`/imports/${it.id}/retour`}
          label={t.undo}
          sentence={t.undoSentence({ day: new Date(it.undoable).toLocaleDateString('fr', { day: 'numeric', month: 'long' }) })}
          confirm={t.undoConfirm}
        />
      )}
    </Page>
  ),
});

async function reported(db: Reader<Tables>, id: string) {
  const counted = await db
    .selectFrom('imports.lines')
    .select(['severity', sql<number>`count(*)`.as('times')])
    .where('import_id', '=', id)
    .groupBy('severity')
    .execute();
  const refused = await db
    .selectFrom('imports.lines')
    .selectAll()
    .where('import_id', '=', id)
    .where('severity', '=', 'refused')
    .limit(20)
    .execute();
  const times = (severity: string) => counted.find((one) => one.severity === severity)?.times ?? 0;
  const where = ({ file, line }: { file: string | null; line: number | null }) =>
    file && line ? ` (${t.atLine({ file, line })})` : file ? ` (${file})` : '';
  return {
    lines: { rejected: times('rejected'), remark: times('remark') },
    refusals: refused.map((one) => sentenceOf(one.code, one.args) + where(one)),
  };
}

type Shown = {
  id: string;
  state: string;
  bytes_read: number;
  bytes_total: number;
  schools: { name: string; state: string; reasons: Parameters<typeof Reasons>[0]['reasons'] }[];
};

/** While it works: how far it is, looked at again every two seconds; and how to stop. */
function Underway({ id, state, bytes_read, bytes_total, schools }: Shown) {
  const done = schools.filter((one) => one.state === (state === 'undoing' ? 'undone' : 'applied')).length;
  const total = schools.filter((one) => ['applied', 'approved', 'undone', 'kept'].includes(one.state)).length;
  if (state !== 'reading' && state !== 'applying' && state !== 'undoing') return null;
  return (
    <section class="underway">
      {state === 'reading' ? (
        <Progress
          id="avancement"
          poll={2}
          label={t.reading}
          value={Math.min(bytes_read, bytes_total - 1)}
          max={bytes_total}
          text={t.readSoFar({ read: sizeText(bytes_read), total: sizeText(bytes_total) })}
        />
      ) : (
        <Progress
          id="avancement"
          poll={2}
          label={state === 'undoing' ? t.undoing : t.applying}
          value={Math.min(done, total - 0.5)}
          max={total}
          text={t.appliedSoFar({ count: done, total })}
        />
      )}
      <p class="hint">{t.readingLead}</p>
      <div class="buttons">
        <ButtonLink href={`/imports/${id}`}>{t.reload}</ButtonLink>
        {state !== 'undoing' && (
          <InlineForm action={`/imports/${id}/arret`} weight="quiet">
            {t.cancel}
          </InlineForm>
        )}
        <InlineForm action={`/imports/${id}/reprise`} weight="quiet">
          {t.resume}
        </InlineForm>
      </div>
    </section>
  );
}

/** What the thresholds hold back, what the undo could not take back, and the button that applies the rest. */
function Decision({ id, state, schools }: Shown) {
  const ready = schools.filter((one) => one.state === 'ready').length;
  const held = schools.filter((one) => one.state === 'check').length;
  const kept = schools.filter((one) => one.state === 'kept').length;
  return (
    <>
      {held > 0 && (
        <Notice kind="warning" title={t.checkTitle({ count: held })}>
          <p>{t.checkWhy}</p>
        </Notice>
      )}
      {kept > 0 && <Notice kind="warning">{t.keptTitle({ count: kept })}</Notice>}
      {ready > 0 && (state === 'review' || state === 'applied') && (
        <Confirm
          action={`/imports/${id}/accord`}
          label={t.approveAll({ count: ready })}
          sentence={t.approveSentence}
          confirm={t.approveConfirm}
        />
      )}
      {state === 'review' && (
        <div class="buttons">
          {!schools.some((one) => one.state === 'applied') && (
            <InlineForm action={`/imports/${id}/comparaison`} weight="quiet">
              {t.compareAgain}
            </InlineForm>
          )}
          <InlineForm action={`/imports/${id}/arret`} weight="quiet">
            {t.cancel}
          </InlineForm>
        </div>
      )}
    </>
  );
}
