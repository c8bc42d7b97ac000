import { routesFor, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { ButtonLink, Card, CardList, EmptyState, InlineForm, Meter, Page, Pagination, SearchField, Status } from '#kernel/ui';
import { runs } from './policy.ts';
import { classRates, directorRates, teamRates } from './rates.ts';
import { AccountState } from './state.tsx';
import { t } from './texts.ts';

const { page } = routesFor();
const perPage = 30;
const count = z.number();

const Answer = z.object({
  classes: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      school: z.string(),
      families: count,
      familiesIssued: count,
      familiesActive: count,
      pupils: count,
      pupilsActive: count,
    }),
  ),
  teams: z.array(z.object({ id: z.string(), school: z.string(), all: count, active: count })),
  runs: z.boolean(),
  q: z.string(),
  page: count,
  more: z.boolean(),
  schools: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      city: z.string().nullable(),
      uai: z.string(),
      directors: z.array(z.object({ name: z.string(), state: z.enum(['blocked', 'active', 'issued', 'none']) })),
    }),
  ),
});
type Overview = z.infer<typeof Answer>;

/** « Comptes et fiches »: how many have come in, class by class; for the academy, school by school. */
export const overview = page('/comptes', {
  may: wears('director', 'teacher', 'academy', 'administrator'),
  query: z.object({
    q: z.string().trim().max(80).default('').catch(''),
    page: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
  }),
  answer: Answer,
  load: async ({ db, me, query: { q, page } }) => {
    const schools = runs(me) ? await directorRates(db, me, { q, from: (page - 1) * perPage, most: perPage + 1 }) : [];
    return {
      classes: await classRates(db, me),
      teams: await teamRates(db, me),
      runs: runs(me),
      q,
      page,
      more: schools.length > perPage,
      schools: schools.slice(0, perPage),
    };
  },
  view: (answer) => (
    <Page
      title={t.label}
      lead={t.overviewLead}
      family="utilities"
      actions={
        answer.runs && (
          <>
            <ButtonLink href="/charte/versions">{t.charterVersions}</ButtonLink>
            <ButtonLink href="/mentions-legales/coordonnees">{t.legalContacts}</ButtonLink>
          </>
        )
      }
    >
      {(answer.classes.length > 0 || answer.teams.length > 0 || !answer.runs) && <Classes {...answer} />}
      {answer.runs && <Schools {...answer} />}
    </Page>
  ),
});

const Classes = ({ classes, teams }: Overview) => (
  <section aria-labelledby="classes">
    <h2 id="classes">{t.classes}</h2>
    {classes.length === 0 ? (
      <EmptyState sentence={t.noClass} />
    ) : (
      <CardList columns label={t.classes}>
        {classes.map(({ id, name, school, ...rate }) => (
          <Card key={id} level={3} title={name} href={`/comptes/classes/${id}`} meta={school}>
            <Meter
              label={t.families}
              value={rate.familiesActive}
              max={Math.max(1, rate.families)}
              text={t.activeOf({ active: rate.familiesActive, all: rate.families })}
            />
            <Meter
              label={t.pupils}
              value={rate.pupilsActive}
              max={Math.max(1, rate.pupils)}
              text={t.activeOf({ active: rate.pupilsActive, all: rate.pupils })}
            />
            {rate.familiesIssued > 0 && <p class="meta">{t.issuedWaiting({ count: rate.familiesIssued })}</p>}
          </Card>
        ))}
      </CardList>
    )}
    {teams.length > 0 && <h2>{t.teams}</h2>}
    {teams.length > 0 && (
      <CardList columns label={t.teams}>
        {teams.map(({ id, school, all, active }) => (
          <Card key={id} level={3} title={school} href={`/comptes/ecoles/${id}`}>
            <Meter label={t.adults} value={active} max={Math.max(1, all)} text={t.activeOf({ active, all })} />
          </Card>
        ))}
      </CardList>
    )}
  </section>
);

const Schools = ({ schools, q, page, more }: Overview) => (
  <section aria-labelledby="directions">
    <h2 id="directions">{t.directors}</h2>
    <p>{t.directorsWhy}</p>
    <SearchField action="/comptes" label={t.searchSchool} value={q} />
    {schools.length === 0 ? (
      <EmptyState sentence={q ? t.noSchoolFound({ q }) : t.noSchool} link={q ? { label: t.allSchools, href: '/comptes' } : undefined} />
    ) : (
      <CardList label={t.directors}>
        {schools.map(({ id, name, city, uai, directors }) => (
          <Card
            key={id}
            level={3}
            title={name}
            href={`/comptes/ecoles/${id}`}
            meta={[city, uai].filter(Boolean).join(' · ')}
            footer={
              directors.some(({ state }) => state === 'none' || state === 'issued') && (
                <InlineForm
                  action={`/comptes/ecoles/${id}/fiches`}
                  fields={{ which: 'waiting' }}
                  picture="print"
                  label={t.printDirectorOf({ name })}
                  forFile
                >
                  {t.printDirector}
                </InlineForm>
              )
            }
          >
            {directors.map((director) => (
              <p key={director.name}>
                {director.name} <AccountState state={director.state} />
              </p>
            ))}
            {directors.length === 0 && <Status kind="missing">{t.noDirector}</Status>}
          </Card>
        ))}
      </CardList>
    )}
    <Pagination
      previous={page > 1 ? `/comptes?${new URLSearchParams({ q, page: String(page - 1) })}` : undefined}
      next={more ? `/comptes?${new URLSearchParams({ q, page: String(page + 1) })}` : undefined}
      page={page}
    />
  </section>
);
