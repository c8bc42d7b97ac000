import { refuse, routesFor, z } from '#kernel';
import { schoolYearOf } from '#kernel/people';
import { Form, Page, Select, Submit, Table, TextField } from '#kernel/ui';
import { recommends } from './policy.ts';
import { usualPercent } from './reckon.ts';
import { Formula } from './school.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

/** This school year, and the next: towns vote their budgets before it begins. */
const openYears = (now: Date): string[] => {
  const { name } = schoolYearOf(now);
  const next = Number(name.slice(5));
  return [name, `${next}-${next + 1}`];
};

/** What is recommended, year after year. */
export const norms = page('/ligne/preconisations', {
  may: recommends,
  answer: z.object({
    percent: z.number(),
    open: z.array(z.string()),
    given: z.array(z.object({ school_year: z.string(), percent: z.number() })),
  }),
  load: async ({ db, now }) => {
    const given = await db
      .selectFrom('network.norms')
      .select(['school_year', 'percent'])
      .orderBy('school_year', 'desc')
      .limit(20)
      .execute();
    const [year = ''] = openYears(now);
    return { open: openYears(now), given, percent: given.find(({ school_year }) => school_year === year)?.percent ?? usualPercent };
  },
  view: ({ percent, open, given }) => (
    <Page title={t.norms} lead={t.normsLead} family="governance" trail={[{ label: t.label, href: '/ligne' }]}>
      <Form action="/ligne/preconisations">
        <Select name="year" label={t.year} required value={open[0]} options={open.map((year) => ({ value: year, label: year }))} />
        <TextField
          name="percent"
          label={t.percent}
          type="number"
          inputmode="numeric"
          min={5}
          max={100}
          size="s"
          required
          value={String(percent)}
        />
        <Submit>{t.keep}</Submit>
      </Form>
      {given.length > 0 && (
        <Table
          caption={t.norms}
          rows={given}
          id={({ school_year }) => school_year}
          columns={[
            { head: t.year, header: true, cell: ({ school_year }) => school_year },
            { head: t.atOnce, numeric: true, cell: ({ percent: share }) => t.percentText({ percent: share }) },
          ]}
        />
      )}
      <Formula percent={percent} />
    </Page>
  ),
});

export const setNorm = action('/ligne/preconisations', {
  may: recommends,
  does: 'norm.set',
  body: z.object({
    year: z.string(t.chooseYear).regex(/^\d{4}-\d{4}$/, t.chooseYear),
    percent: z
      .string(t.givePercent)
      .regex(/^\d{1,3}$/, t.givePercent)
      .transform(Number)
      .refine((share) => share >= 5 && share <= 100, t.givePercent),
  }),
  redraw: norms,
  run: async ({ db, now, body: { year, percent } }) => {
    if (!openYears(now).includes(year)) return refuse('year', t.chooseYear, { field: 'year' });
    await db
      .insertInto('network.norms')
      .values({ school_year: year, percent, set_at: now })
      .onConflict((conflict) => conflict.column('school_year').doUpdateSet({ percent, set_at: now }))
      .execute();
    return { see: '/ligne/preconisations', say: t.normKept, note: { details: { year, percent } } };
  },
});
