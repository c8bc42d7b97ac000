import { routesFor, z } from '#kernel';
import { csv } from '#kernel/csv';
import { ButtonLink, Buttons, DateField, EmptyState, Filters, momentText, Page, Select, TextField } from '#kernel/ui';
import { Line, perPage, Query, watchedLines } from './lines.ts';
import { LinesTable } from './lines-table.tsx';
import { reads } from './policy.ts';
import { t } from './texts.ts';

const { page, download } = routesFor();

const mostInFile = 5000;

const Shown = z.object({ nom: z.string(), service: z.string(), du: z.string(), au: z.string() });

export const list = page('/journal-de-securite', {
  may: reads,
  query: Query,
  answer: z.object({
    asked: Shown,
    older: z.string().nullable(),
    first: z.boolean(),
    lines: z.array(Line),
    services: z.array(z.object({ value: z.string(), label: z.string() })),
  }),
  load: async ({ db, me, services, query }) => {
    const found = await watchedLines(db, me, services, query, perPage + 1);
    return {
      asked: { nom: query.nom, service: query.service ?? '', du: query.du ?? '', au: query.au ?? '' },
      older: found.length > perPage ? (found[perPage - 1]?.id ?? null) : null,
      first: !query.avant,
      lines: found.slice(0, perPage),
      services: services.flatMap(({ name, label, deeds }) => (deeds?.watched ? [{ value: name, label }] : [])),
    };
  },
  view: ({ asked, older, first, lines, services }) => {
    const at = (avant?: string) => `?${new URLSearchParams({ ...asked, ...(avant ? { avant } : {}) })}`;
    return (
      <Page title={t.label} lead={t.lead} family="governance" wide>
        <Filters action="/journal-de-securite" open={asked.nom + asked.service + asked.du + asked.au !== ''}>
          <TextField name="nom" type="search" label={t.name} hint={t.nameHint} value={asked.nom} maxlength={80} />
          <Select name="service" label={t.service} blank={t.everyService} value={asked.service} options={services} />
          <DateField name="du" label={t.from} value={asked.du} />
          <DateField name="au" label={t.to} value={asked.au} />
        </Filters>
        {asked.du && asked.au && asked.au < asked.du && <p class="hint">{t.backwards}</p>}
        {lines.length === 0 ? (
          <EmptyState sentence={t.empty} drawing="snail" />
        ) : (
          <>
            <LinesTable caption={t.label} lines={lines} watched />
            <Buttons>
              {older && <ButtonLink href={at(older)}>{t.older}</ButtonLink>}
              {!first && (
                <ButtonLink href={at()} weight="quiet">
                  {t.newest}
                </ButtonLink>
              )}
              <ButtonLink href={`/journal-de-securite/csv${at()}`} picture="import" download>
                {t.csv}
              </ButtonLink>
            </Buttons>
            <p class="hint">{t.csvFirst({ most: mostInFile })}</p>
          </>
        )}
      </Page>
    );
  },
});

export const csvFile = download('/journal-de-securite/csv', {
  may: reads,
  query: Query,
  load: async ({ db, me, services, query }) => {
    const found = await watchedLines(db, me, services, query, mostInFile);
    const rows = found.map(({ at, who, what, about, school }) => [momentText(at), who ?? t.machine, what, about ?? '', school ?? '']);
    return {
      name: `${t.file}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      bytes: Buffer.from(csv([[t.when, t.who, t.what, t.about, t.school], ...rows])),
    };
  },
});
