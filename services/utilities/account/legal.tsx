import type { ComponentChildren } from 'preact';
import { type Me, routesFor, z } from '#kernel';
import { kernelPersonalData, type PersonalColumn } from '#kernel/personal-data';
import type { Service } from '#kernel/service';
import { BarePage, ButtonLink, Definition, Page, Table, useView } from '#kernel/ui';
import { contactsOf } from './contacts.tsx';
import { l } from './legal-texts.ts';
import { PlainText } from './plain-text.tsx';
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

const Register = z.array(
  z.object({ room: z.string(), lines: z.array(z.object({ purpose: z.string(), keep: z.string(), columns: z.array(z.string()) })) }),
);

/** What is done with personal data, in words, then the register itself: it is read in the manifests, nobody copies it by hand. */
export const yourData = openPage('/donnees', {
  may: anybody,
  answer: z.object({ controller: z.string(), address: z.string(), dpoEmail: Contact, dpoAddress: Contact, register: Register }),
  load: async ({ db, services }) => {
    const known = await contactsOf(db);
    return {
      controller: known.controller ?? l.defaultController,
      address: known.controllerAddress ?? l.defaultAddress,
      dpoEmail: known.dpoEmail,
      dpoAddress: known.dpoAddress,
      register: registerOf(services),
    };
  },
  view: ({ register, ...known }) => (
    <Legal title={l.data} lead={l.dataLead}>
      <PlainText body={l.dataText(known)} />
      <section aria-labelledby="registre">
        <h2 id="registre">{l.register}</h2>
        <p>{l.registerLead}</p>
        {register.map(({ room, lines }) => (
          <Table
            key={room}
            caption={room}
            dense
            rows={lines}
            id={({ columns }) => columns[0] ?? ''}
            columns={[
              { head: l.purpose, header: true, cell: ({ purpose }) => purpose },
              { head: l.keep, cell: ({ keep }) => keep },
            ]}
          />
        ))}
      </section>
    </Legal>
  ),
});

/** One line for each purpose of each service, with the columns that serve it. */
function registerOf(services: Service[]): z.infer<typeof Register> {
  const rooms = [{ label: l.kernel, personalData: kernelPersonalData }, ...services];
  return rooms
    .filter(({ personalData }) => personalData.length > 0)
    .map(({ label, personalData }) => ({
      room: label,
      lines: [...Map.groupBy(personalData, ({ purpose, keep }: PersonalColumn) => `${purpose}\n${keep.words}`).values()].map((columns) => ({
        purpose: columns[0]?.purpose ?? '',
        keep: columns[0]?.keep.words ?? '',
        columns: columns.map(({ column }) => column),
      })),
    }));
}
