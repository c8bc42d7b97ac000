import { routesFor, z } from '#kernel';
import { wears } from '#kernel/perimeter';
import { ButtonLink, Definition, PlainText, SearchField, Table } from '#kernel/ui';
import { contactsOf } from '#services/utilities/account';
import { directorsOf, School } from './directors.ts';
import { Public } from './public-page.tsx';
import { t } from './texts.ts';

const { openPage } = routesFor();
const Contact = z.string().nullable();
const speaks = wears('academy', 'administrator');

/** Who publishes, who hosts, who answers for what is published in each school (loi n° 2004-575, art. 1-1; convention, art. 6). */
export const legalNotice = openPage('/mentions-legales', {
  may: () => true,
  query: z.object({ q: z.string().trim().max(100).catch('') }),
  answer: z.object({
    controller: z.string(),
    address: z.string(),
    host: Contact,
    hostAddress: Contact,
    hostPhone: Contact,
    mayWrite: z.boolean(),
    q: z.string(),
    schools: z.array(School),
  }),
  load: async ({ db, me, query: { q } }) => {
    const known = await contactsOf(db);
    return {
      controller: known.controller ?? t.defaultController,
      address: known.controllerAddress ?? t.defaultAddress,
      ...{ host: known.host, hostAddress: known.hostAddress, hostPhone: known.hostPhone },
      mayWrite: me !== undefined && speaks({ me }),
      q,
      schools: await directorsOf(db, me, q),
    };
  },
  view: ({ controller, address, host, hostAddress, hostPhone, mayWrite, q, schools }) => (
    <Public title={t.notice} lead={t.noticeLead}>
      <Definition
        entries={[
          { term: t.publisher, children: `${controller}, ${address}` },
          { term: t.hosting, children: [host, hostAddress, hostPhone].filter(Boolean).join(', ') || t.hostUnknown },
        ]}
      />
      <h2 id="directeurs">{t.directors}</h2>
      <p>{t.directorsLead}</p>
      <SearchField action="/mentions-legales" label={t.searchSchool} value={q} />
      {(q || schools.length > 0) && (
        <Table
          caption={t.directors}
          quiet
          rows={schools}
          id={({ id }) => id}
          empty={t.noSchool}
          columns={[
            { head: t.school, header: true, cell: ({ name }) => name },
            { head: t.town, cell: ({ town }) => town ?? '' },
            { head: t.director, cell: ({ directors }) => directors.join(', ') || t.nobodyYet },
          ]}
        />
      )}
      <PlainText body={t.noticeText} />
      <p>
        {t.flaw} <a href="/.well-known/security.txt">{t.flawLink}</a>
      </p>
      {mayWrite && (
        <ButtonLink href="/mentions-legales/coordonnees" picture="pencil">
          {t.change}
        </ButtonLink>
      )}
    </Public>
  ),
});
