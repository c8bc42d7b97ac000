import { toString as qrOf } from 'qrcode';
import type { Me, Reader } from '#kernel';
import { keyAddress, offeredKey, optionsToAdd } from '#kernel/identity';
import { BarePage, Form, InlineForm, Submit, TextField } from '#kernel/ui';
import { CodeField } from './code-field.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { w } from './security-texts.ts';
import { t } from './texts.ts';

type House = { secret: Buffer; now: Date; origin: string };
export type Offers = { add: unknown; key: string; picture: string };

export const addTo = (me: Me): string => `add ${me.sessionId}`;

/** What this session may add: a passkey's options, and an application's key with its QR code (an SVG, as a data address). */
export async function offers(db: Reader, me: Me, { secret, now, origin }: House): Promise<Offers> {
  const { login } = await db.selectFrom('kernel.accounts').select('login').where('id', '=', me.accountId).executeTakeFirstOrThrow();
  const { accountId, sessionId } = me;
  const key = await offeredKey(db, { accountId, sessionId, secret });
  const svg = await qrOf(keyAddress(key, { login, issuer: t.preau }), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return {
    add: await optionsToAdd(db, { accountId, login, name: `${me.firstName} ${me.lastName}`, origin, secret, to: addTo(me), now }),
    key: key.replace(/(.{4})(?=.)/g, '$1 '),
    picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
  };
}

export const AddPasskey = ({ add, name }: { add: unknown; name: string }) => (
  <Form action="/compte/cles">
    <TextField name="name" label={w.passkeyName} hint={w.passkeyNameHint} value={name} required maxlength={60} />
    <PasskeyButton add={add} label={w.addPasskey} />
  </Form>
);

export const AddApplication = ({ keyText, picture }: { keyText: string; picture: string }) => (
  <Form action="/compte/application">
    <p>{w.applicationStep1}</p>
    <p>{w.applicationStep2}</p>
    <img src={picture} alt={w.applicationPicture} width="200" height="200" />
    <p>
      {w.applicationKey} <code>{keyText}</code>
    </p>
    <p>{w.applicationStep3}</p>
    <CodeField label={w.totpLabel} hint={w.totpHint} />
    <Submit>{w.addApplication}</Submit>
  </Form>
);

/** The first time: one of the two is enough, another may be added later. */
export const AddFirst = ({ add, key, picture }: Offers) => (
  <BarePage title={w.enrol} lead={w.enrolLead}>
    <section aria-labelledby="cle">
      <h2 id="cle">{w.passkey}</h2>
      <p>{w.passkeyWhat}</p>
      <AddPasskey add={add} name={w.passkeyDefault} />
    </section>
    <section aria-labelledby="application">
      <h2 id="application">{w.application}</h2>
      <p>{w.applicationWhat}</p>
      <AddApplication keyText={key} picture={picture} />
    </section>
    <InlineForm action="/deconnexion" weight="quiet">
      {t.notNow}
    </InlineForm>
  </BarePage>
);
