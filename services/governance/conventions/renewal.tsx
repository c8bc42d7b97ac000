import { type Me, newId, optionalText, type Reader, refuse, routesFor, uuid, z } from '#kernel';
import { ButtonLink, EmptyState, Form, Hidden, Notice, Page, Select, Submit, Table, TextField } from '#kernel/ui';
import { openYears, todayIn, yearAfter } from './dates.ts';
import { eurosText, sumOf } from './money.ts';
import { draftAll, planOf } from './plan.ts';
import { manages, mayManage, territoriesOf } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();
const trail = [{ label: t.label, href: '/conventions' }];

/** From March on, one prepares the year that comes. */
const usualYear = (now: Date): string => {
  const [current = '', next = ''] = openYears(now);
  const month = Number(todayIn(now).slice(5, 7));
  return month >= 3 && month < 9 ? next : current;
};

const Row = z.object({
  id: z.string(),
  name: z.string(),
  schools: z.number(),
  amount: z.string(),
  leftOut: z.array(z.string()),
  unlisted: z.array(z.string()),
});
const mostShown = 600;

/** What a department renewed in one gesture would be: every convention, every school, every euro, before anything is written. */
export const preview = page('/conventions/renouvellement', {
  may: manages,
  query: z.object({
    lieu: uuid.optional().catch(undefined),
    annee: z
      .string()
      .regex(/^\d{4}-\d{4}$/)
      .optional()
      .catch(undefined),
  }),
  answer: z.object({
    lieu: z.string(),
    annee: z.string(),
    years: z.array(z.string()),
    territories: z.array(z.object({ id: z.string(), name: z.string() })),
    rows: z.array(Row),
    count: z.number(),
    schools: z.number(),
    total: z.string(),
    signatory: z.string(),
    quality: z.string(),
  }),
  load: async ({ db, me, now, query }) => {
    const territories = await territoriesOf(db, me);
    const years = openYears(now);
    const annee = years.find((year) => year === query.annee) ?? usualYear(now);
    const lieu = territories.find(({ id }) => id === query.lieu)?.id ?? (territories.length === 1 ? territories[0]?.id : undefined);
    const plan = lieu ? await planOf(db, me, { placeId: lieu, year: annee }) : [];
    return {
      ...{ lieu: lieu ?? '', annee, years, territories },
      rows: plan.slice(0, mostShown).map(({ from, schools, cents, leftOut, unlisted }) => ({
        ...{ id: from.id, name: from.name, schools: schools.length, amount: eurosText(cents), leftOut, unlisted },
      })),
      count: plan.length,
      schools: sumOf(plan.map(({ schools }) => schools.length)),
      total: eurosText(sumOf(plan.map(({ cents }) => cents))),
      signatory: plan[0]?.from.authority_signatory ?? '',
      quality: plan[0]?.from.authority_quality ?? '',
    };
  },
  view: ({ lieu, annee, years, territories, rows, count, schools, total, signatory, quality }) => (
    <Page title={t.renewal} lead={t.renewalLead} family="governance" wide trail={trail}>
      <Form action="/conventions/renouvellement" method="get" label={t.label}>
        <Select
          name="lieu"
          label={t.territory}
          blank={territories.length === 1 ? false : undefined}
          value={lieu}
          options={territories.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          name="annee"
          label={t.yearToWrite}
          blank={false}
          value={annee}
          options={years.map((year) => ({ value: year, label: year }))}
        />
        <Submit weight="plain">{t.seeFirst}</Submit>
      </Form>
      {lieu === '' ? (
        <p class="hint">{t.chooseTerritory}</p>
      ) : count === 0 ? (
        <EmptyState sentence={t.nothingToRenew({ year: annee })} drawing="flower" link={{ label: t.label, href: '/conventions' }} />
      ) : (
        <>
          <Notice>
            <p>{t.renewalSum({ count, schools, total })}</p>
          </Notice>
          <Form action="/conventions/renouvellement" label={t.renewal}>
            <Hidden name="lieu" value={lieu} />
            <Hidden name="annee" value={annee} />
            <Hidden name="seen" value={String(count)} />
            <TextField name="signatory" label={t.authoritySignatory} hint={t.sameForAll} maxlength={120} value={signatory} />
            <TextField name="quality" label={t.quality} maxlength={300} value={quality} />
            <Submit>{t.renewAll({ count })}</Submit>
          </Form>
          {count > rows.length && <p class="hint">{t.firstRows({ shown: rows.length, count })}</p>}
          <Table
            caption={t.renewal}
            quiet
            rows={rows}
            id={({ id }) => id}
            columns={[
              { head: t.collectivity, header: true, cell: ({ id, name }) => <a href={`/conventions/${id}`}>{name}</a> },
              { head: t.schools, numeric: true, cell: (row) => row.schools },
              { head: t.participation, numeric: true, cell: ({ amount }) => amount },
              {
                head: t.toCheck,
                cell: ({ leftOut, unlisted }) => (
                  <>
                    {leftOut.map((label) => (
                      <p key={label}>{t.leftOut({ label })}</p>
                    ))}
                    {unlisted.map((label) => (
                      <p key={label}>{t.unlisted({ label })}</p>
                    ))}
                  </>
                ),
              },
            ]}
          />
        </>
      )}
      <ButtonLink href="/conventions" weight="quiet" picture="back">
        {t.label}
      </ButtonLink>
    </Page>
  ),
});

const mayWriteFor = async (db: Reader, me: Me, placeId: string): Promise<boolean> =>
  (await territoriesOf(db, me)).some(({ id }) => id === placeId);

export const renewAll = action('/conventions/renouvellement', {
  may: manages,
  does: 'convention.all-renewed',
  body: z.object({
    lieu: z.uuid(t.chooseTerritory),
    annee: z.string(t.chooseYear).regex(/^\d{4}-\d{4}$/, t.chooseYear),
    seen: z.coerce.number().int().min(0).catch(0),
    signatory: optionalText(120),
    quality: optionalText(300),
  }),
  redraw: preview,
  run: async ({ db, me, now, body: { lieu, annee, seen, signatory, quality } }) => {
    if (!(await mayWriteFor(db, me, lieu))) return refuse('territory', t.chooseTerritory, { field: 'lieu' });
    if (!openYears(now).includes(annee)) return refuse('year', t.chooseYear, { field: 'annee' });
    const plan = await planOf(db, me, { placeId: lieu, year: annee });
    // What is written is what was read: two people who renew at once do it once.
    if (plan.length !== seen || plan.length === 0) return refuse('changed', t.planChanged, { status: 409 });
    const renewalId = newId(now.getTime());
    await db
      .insertInto('conventions.renewals')
      .values({ id: renewalId, place_id: lieu, school_year: annee, made_by: me.personId, made_at: now })
      .execute();
    const made = await draftAll(db, plan, { year: annee, renewalId, by: me.personId, now, signatory, quality });
    if (made.length < plan.length) return refuse('changed', t.planChanged, { status: 409 });
    return {
      see: `/conventions/renouvellements/${renewalId}`,
      say: t.renewedAll({ count: made.length }),
      note: { details: { renewalId, year: annee, count: made.length } },
    };
  },
});

/** The same for one. */
export const renewOne = action('/conventions/:conventionId/renouvellement', {
  params: z.object({ conventionId: uuid }),
  may: mayManage,
  does: 'convention.renewed',
  body: z.object({}),
  run: async ({ db, me, now, params: { conventionId } }) => {
    const was = await db.selectFrom('conventions.conventions').selectAll().where('id', '=', conventionId).executeTakeFirstOrThrow();
    const year = yearAfter(was.school_year);
    if (!openYears(now).includes(year)) return refuse('year', t.notYetOpen({ year }), { status: 409 });
    const plan = await planOf(db, me, { placeId: was.territory_id, year, only: conventionId });
    const [made] = await draftAll(db, plan, { year, renewalId: null, by: me.personId, now });
    if (!made) return refuse('already', t.alreadyThisYear({ year }), { status: 409 });
    return { see: `/conventions/${made}`, say: t.renewedOne, note: { details: { conventionId: made, from: conventionId } } };
  },
});
