import { expect } from 'vitest';
import { sql } from '#kernel';
import { startEnt } from '#kernel/testing';
import { services } from '../preau.ts';
import { requestIn, startLocalProvider } from '../services/utilities/federation/local/provider.ts';
import { assertionOf, newMessageId, responseOf, type Saying, signed } from '../services/utilities/federation/local/signing.ts';
import { saveProvider } from '../services/utilities/federation/providers.ts';
import { readIdpMetadata } from '../services/utilities/federation/saml/metadata.ts';

const home = 'http://localhost:3000';
export const acs = `${home}/federation/educonnect/acs`;
export const refused = '/federation/refus?pourquoi=preuve';
/** The id of the request in the address of the provider where a browser was sent. */
export const requestOf = (location: string): string => requestIn(new URL(location).searchParams)?.id ?? '';

/** An ENT, an identity provider, and browsers that go from one to the other: Anne Martin is known of two academies. */
export async function startTrips() {
  const ent = await startEnt(services);
  const idp = await startLocalProvider({ title: 'ÉduConnect', home: () => home, people: async () => [] });
  const read = readIdpMetadata(idp.metadata);
  if ('fault' in read) throw new Error(read.fault);
  /** The provider as we know it, with these keys. */
  const know = (keys: string[]) =>
    ent.db
      .transaction()
      .execute((db) =>
        saveProvider(db, ent.secret, { name: 'educonnect', protocol: 'saml', settings: { idp: { ...read, keys }, strong: [] } }),
      );
  await know(read.keys);
  const classId = await ent.classroom(await ent.school());
  const child = await ent.pupil('Léa Martin', classId);
  const named = async (externalId: string): Promise<string> => {
    const id = await ent.guardian('Anne Martin', child);
    await sql`update kernel.people set external_id = ${externalId} where id = ${id}`.execute(ent.db);
    return id;
  };
  const [anne] = [await named('TOULOUSE-800001'), await named('MONTPELLIER-800001')];

  /** A browser leaves for the provider: what it keeps, and what it asks. */
  async function leave(query = '') {
    const answer = await ent.app.inject({ url: `/federation/educonnect${query}` });
    expect(answer.statusCode).toBe(303);
    return {
      door: answer.cookies.find(({ name }) => name === 'preau-door')?.value ?? '',
      request: requestOf(String(answer.headers.location)),
    };
  }

  const saying = (request: string, changed: Partial<Saying> = {}): Saying => ({
    id: newMessageId(),
    issuer: idp.entityId,
    audience: `${home}/federation/educonnect/metadata`,
    recipient: acs,
    inResponseTo: request,
    nameId: 'opaque',
    sessionIndex: '_s1',
    attributes: { FrEduCtRefId: ['{AAF}16|x|800001'] },
    context: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    now: new Date(),
    ...changed,
  });
  const envelope = (says: Saying, inside: string): string => responseOf({ ...says, id: newMessageId() }, inside);
  const honest = (says: Saying): string => envelope(says, signed(assertionOf(says), idp.keys));

  /** The provider's page sends its form: from another site, so without any of our cookies. */
  const post = (xml: string, extra: Record<string, string> = {}) =>
    ent.app.inject({
      method: 'POST',
      url: '/federation/educonnect/acs',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site', origin: 'http://localhost:4444' },
      payload: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64'), ...extra }).toString(),
    });
  const back = (location: string, door: string) => ent.app.inject({ url: location, cookies: { 'preau-door': door } });

  async function enter(xml: string, door: string) {
    const posted = await post(xml);
    expect(posted.statusCode).toBe(303);
    expect(posted.cookies).toEqual([]);
    const entered = await back(String(posted.headers.location), door);
    const session = entered.cookies.find(({ name }) => name === 'preau')?.value;
    return { see: String(entered.headers.location), session };
  }

  return {
    ...{ ent, idp, keys: read.keys, know, child, anne, leave, saying, envelope, honest, post, back, enter },
    close: () => Promise.all([ent[Symbol.asyncDispose](), idp.close()]),
  };
}
