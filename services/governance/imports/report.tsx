import { Fragment } from 'preact';
import { hidden, type Reader, routesFor, uuid, z } from '#kernel';
import { csv } from '#kernel/csv';
import { ButtonLink, Page, Pagination, Status, Table, Tabs } from '#kernel/ui';
import { sentenceOf } from './lines.ts';
import { mayImport } from './policy.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';
import { titleOf } from './what.ts';

const { page, download } = routesFor<Tables>();
const perPage = 100;
const OneImport = z.object({ id: uuid });
const severities = ['refused', 'rejected', 'remark'] as const;
type Severity = (typeof severities)[number];
const looks = { refused: 'refused', rejected: 'refused', remark: 'waiting' } as const;
const words: Record<Severity, () => string> = {
  refused: () => t.severity_refused,
  rejected: () => t.severity_rejected,
  remark: () => t.severity_remark,
};

const importOf = (db: Reader<Tables>, id: string) =>
  db.selectFrom('imports.imports').select(['kind', 'day']).where('id', '=', id).executeTakeFirst();

const linesOf = (db: Reader<Tables>, id: string, nature: Severity | undefined) =>
  db
    .selectFrom('imports.lines')
    .select(['severity', 'code', 'args', 'file', 'line', 'external_id'])
    .where('import_id', '=', id)
    .$if(nature !== undefined, (query) => query.where('severity', '=', nature ?? 'remark'))
    .orderBy('severity')
    .orderBy('file')
    .orderBy('line')
    .orderBy('code');

const whereIs = ({ file, line }: { file: string | null; line: number | null }): string =>
  file && line ? t.atLine({ file, line }) : (file ?? '');

/** A file name is one long word: it may turn after a slash or an underscore. */
const foldable = (text: string) =>
  text.split(/(?<=[/_])/).map((part, at) => (
    <Fragment key={at}>
      {part}
      <wbr />
    </Fragment>
  ));

export const report = page('/imports/:id/rapport', {
  may: mayImport,
  params: OneImport,
  query: z.object({
    nature: z.enum(severities).optional().catch(undefined),
    page: z.coerce.number().int().min(1).max(10_000).default(1).catch(1),
  }),
  answer: z.object({
    id: z.string(),
    title: z.string(),
    nature: z.enum(severities).nullable(),
    page: z.number(),
    more: z.boolean(),
    lines: z.array(z.object({ severity: z.enum(severities), sentence: z.string(), where: z.string(), externalId: z.string().nullable() })),
  }),
  load: async ({ db, params: { id }, query }) => {
    const found = await importOf(db, id);
    if (!found) return hidden;
    const lines = await linesOf(db, id, query.nature)
      .offset((query.page - 1) * perPage)
      .limit(perPage + 1)
      .execute();
    return {
      id,
      title: titleOf(found),
      nature: query.nature ?? null,
      page: query.page,
      more: lines.length > perPage,
      lines: lines.slice(0, perPage).map((one) => ({
        severity: one.severity,
        sentence: sentenceOf(one.code, one.args),
        where: whereIs(one),
        externalId: one.external_id,
      })),
    };
  },
  view: ({ id, title, nature, page, more, lines }) => {
    const path = (to: number) => `/imports/${id}/rapport?${new URLSearchParams({ ...(nature ? { nature } : {}), page: String(to) })}`;
    return (
      <Page
        title={t.report}
        lead={title}
        family="governance"
        wide
        trail={[
          { label: t.imports, href: '/imports' },
          { label: title, href: `/imports/${id}` },
        ]}
        actions={
          <ButtonLink href={`/imports/${id}/rapport.csv`} download>
            {t.download}
          </ButtonLink>
        }
      >
        <Tabs
          label={t.report}
          entries={[
            { label: t.allLines, href: `/imports/${id}/rapport`, current: nature === null },
            { label: t.rejections, href: `/imports/${id}/rapport?nature=rejected`, current: nature === 'rejected' },
            { label: t.remarks, href: `/imports/${id}/rapport?nature=remark`, current: nature === 'remark' },
          ]}
        />
        <Table
          caption={t.reportCaption}
          quiet
          empty={t.reportEmpty}
          rows={lines}
          columns={[
            { head: t.kind, cell: (one) => <Status kind={looks[one.severity]}>{words[one.severity]()}</Status> },
            { head: t.what, header: true, cell: (one) => one.sentence },
            { head: t.identifier, cell: (one) => one.externalId ?? '–' },
            { head: t.where, cell: (one) => foldable(one.where) },
          ]}
        />
        <Pagination previous={page > 1 ? path(page - 1) : undefined} next={more ? path(page + 1) : undefined} page={page} />
      </Page>
    );
  },
});

export const reportFile = download('/imports/:id/rapport.csv', {
  may: mayImport,
  params: OneImport,
  load: async ({ db, params: { id } }) => {
    const found = await importOf(db, id);
    if (!found) return hidden;
    const lines = await linesOf(db, id, undefined).limit(50_000).execute();
    const rows = lines.map((one) => [
      words[one.severity](),
      sentenceOf(one.code, one.args),
      one.external_id ?? '',
      one.file ?? '',
      String(one.line ?? ''),
    ]);
    return {
      name: t.fileName({ day: found.day }),
      mediaType: 'text/csv; charset=utf-8',
      bytes: Buffer.from(csv([[t.kind, t.what, t.identifier, t.files, t.where], ...rows])),
    };
  },
});
