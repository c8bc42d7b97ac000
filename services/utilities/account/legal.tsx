import type { ComponentChildren } from 'preact';
import { type Me, routesFor, z } from '#kernel';
import { BarePage, ButtonLink, Definition, Page, PlainText, useView } from '#kernel/ui';
import { contactsOf } from './contacts.tsx';
import { l } from './legal-texts.ts';
import { runs } from './policy.ts';
import type { Tables } from './tables.ts';

const { openPage } = routesFor<Tables>();
const anybody = (): boolean => true;
const Contact = z.string().nullable();

/** Under the roof for whoever is outside, with the menu for whoever is in. */
function Legal({ title, lead, children }: { title: string; lead: string; children: ComponentChildren }) {
  const House = useView().me ? Page : BarePage;
  return (
    <House title={title} lead={lead}>
      {children}
    </House>
  );
}

export const accessibility = openPage('/accessibilite', {
  may: anybody,
  answer: z.object({ controller: z.string(), contact: z.string() }),
  load: async ({ db }) => {
    const known = await contactsOf(db);
    return { controller: known.controller ?? l.defaultController, contact: known.accessibilityEmail ?? l.bySchool };
  },
  view: (known) => (
    <Legal title={l.accessibility} lead={l.accessibilityLead(known)}>
      <PlainText body={l.accessibilityText(known)} />
    </Legal>
  ),
});

export const legalNotice = openPage('/mentions-legales', {
  may: anybody,
  answer: z.object({
    controller: z.string(),
    address: z.string(),
    host: Contact,
    hostAddress: Contact,
    hostPhone: Contact,
    mayWrite: z.boolean(),
  }),
  load: async ({ db, me }) => {
    const known = await contactsOf(db);
    return {
      controller: known.controller ?? l.defaultController,
      address: known.controllerAddress ?? l.defaultAddress,
      host: known.host,
      hostAddress: known.hostAddress,
      hostPhone: known.hostPhone,
      mayWrite: mayChange(me),
    };
  },
  view: ({ controller, address, host, hostAddress, hostPhone, mayWrite }) => (
    <Legal title={l.notice} lead={l.noticeLead}>
      <Definition
        entries={[
          { term: l.publisher, children: `${controller}, ${address}` },
          { term: l.hosting, children: [host, hostAddress, hostPhone].filter(Boolean).join(', ') || l.hostUnknown },
        ]}
      />
      <PlainText body={l.noticeText} />
      {mayWrite && (
        <ButtonLink href="/mentions-legales/coordonnees" picture="pencil">
          {l.change}
        </ButtonLink>
      )}
    </Legal>
  ),
});

const mayChange = (me: Me | undefined): boolean => me !== undefined && runs(me);
