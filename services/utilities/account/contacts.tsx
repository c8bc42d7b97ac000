import { type Me, optionalText, type Reader, routesFor, z } from '#kernel';
import { Form, Page, Submit, TextField } from '#kernel/ui';
import { l } from './legal-texts.ts';
import { runs } from './policy.ts';
import type { Tables } from './tables.ts';

const { page, action } = routesFor<Tables>();

const email = z.preprocess(
  (typed) => (typeof typed === 'string' && typed.trim() === '' ? null : typed),
  z.email(l.badEmail).max(200).nullable().default(null),
);

const Contacts = z.object({
  controller: optionalText(200),
  controllerAddress: optionalText(300),
  dpoEmail: email,
  dpoAddress: optionalText(300),
  host: optionalText(200),
  hostAddress: optionalText(300),
  hostPhone: optionalText(40),
  accessibilityEmail: email,
  securityEmail: email,
});
export type Contacts = z.infer<typeof Contacts>;
const fields = Object.keys(Contacts.shape).map((name) => Contacts.keyof().parse(name));

const none: Contacts = {
  controller: null,
  controllerAddress: null,
  dpoEmail: null,
  dpoAddress: null,
  host: null,
  hostAddress: null,
  hostPhone: null,
  accessibilityEmail: null,
  securityEmail: null,
};

/** Who answers for this ENT, as far as the region has said it. */
export async function contactsOf(db: Reader<Tables>): Promise<Contacts> {
  const row = await db
    .selectFrom('account.contacts')
    .select([
      'controller',
      'controller_address as controllerAddress',
      'dpo_email as dpoEmail',
      'dpo_address as dpoAddress',
      'host',
      'host_address as hostAddress',
      'host_phone as hostPhone',
      'accessibility_email as accessibilityEmail',
      'security_email as securityEmail',
    ])
    .executeTakeFirst();
  return row ?? none;
}

const mayWrite = ({ me }: { me: Me }): boolean => runs(me);

export const contacts = page('/mentions-legales/coordonnees', {
  may: mayWrite,
  answer: z.record(z.string(), z.string().nullable()),
  load: async ({ db }) => contactsOf(db),
  view: (known) => (
    <Page title={l.contacts} lead={l.contactsLead} family="governance" narrow trail={[{ label: l.notice, href: '/mentions-legales' }]}>
      <Form action="/mentions-legales/coordonnees">
        {fields.map((name) => (
          <TextField
            key={name}
            name={name}
            label={l[name]}
            value={known[name] ?? ''}
            maxlength={300}
            type={name.endsWith('Email') ? 'email' : 'text'}
          />
        ))}
        <Submit>{l.save}</Submit>
      </Form>
    </Page>
  ),
});

export const saveContacts = action('/mentions-legales/coordonnees', {
  may: mayWrite,
  does: 'contacts.changed',
  body: Contacts,
  redraw: contacts,
  run: async ({ db, body }) => {
    const row = {
      controller: body.controller,
      controller_address: body.controllerAddress,
      dpo_email: body.dpoEmail,
      dpo_address: body.dpoAddress,
      host: body.host,
      host_address: body.hostAddress,
      host_phone: body.hostPhone,
      accessibility_email: body.accessibilityEmail,
      security_email: body.securityEmail,
    };
    await db
      .insertInto('account.contacts')
      .values({ one: true, ...row })
      .onConflict((known) => known.column('one').doUpdateSet(row))
      .execute();
    return { see: '/mentions-legales', say: l.saved };
  },
});
