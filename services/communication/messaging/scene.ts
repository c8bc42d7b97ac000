import { uuid } from '#kernel';
import type { Ent } from '#kernel/testing';

/** What the tests of messaging share: how a message is written and sent through the real pages. Not imported by the service. */

type Fields = Record<string, string | string[]>;
export type Written = { to?: string[]; cc?: string[]; bcc?: string[]; subject?: string; text?: string } & { more?: Fields };

export const person = (id: string): string => `person:${id}`;
export const circle = (kind: string, placeId: string): string => `circle:${kind}:${placeId}`;

const idIn = (location: unknown): string => uuid.parse(String(location).split('/')[3]?.split('?')[0]);

/** A draft by this person, filled; `to`, `cc`, `bcc` hold what a list offers: `person:…`, `circle:…`, `group:…`. */
export async function draftBy(ent: Ent, personId: string, written: Written, existing?: string): Promise<string> {
  const writer = await ent.as(personId);
  const id = existing ?? idIn((await writer.post('/messagerie/brouillons')).headers.location);
  const { to = [], cc = [], bcc = [], subject = 'Bonjour', text = 'Bonjour à vous.', more = {} } = written;
  for (const [field, add] of Object.entries({ to, cc, bcc })) {
    if (add.length === 0 && field !== 'to') continue;
    const saved = await writer.post(`/messagerie/brouillons/${id}`, { subject, text, ...more, field, add, press: 'add' });
    if (saved.statusCode !== 303) throw new Error(`draft refused: ${saved.statusCode} ${saved.body.match(/errors[\s\S]{0,400}/)?.[0]}`);
  }
  return id;
}

/** Looks at who will receive it, then sends what was seen. */
export async function send(ent: Ent, personId: string, draftId: string) {
  const writer = await ent.as(personId);
  const { list } = (await writer.json(`/messagerie/brouillons/${draftId}/apercu`)).json();
  return writer.post(`/messagerie/brouillons/${draftId}/envoi`, { list });
}

export async function sentBy(ent: Ent, personId: string, written: Written): Promise<string> {
  const id = await draftBy(ent, personId, written);
  const sent = await send(ent, personId, id);
  if (sent.statusCode !== 303) throw new Error(`not sent: ${sent.statusCode} ${sent.body.match(/errors[\s\S]{0,400}/)?.[0]}`);
  return id;
}

/** Begins an answer: gives the draft. */
export async function answerTo(ent: Ent, personId: string, messageId: string, how: 'reply' | 'all' | 'forward'): Promise<string> {
  const begun = await (await ent.as(personId)).post(`/messagerie/messages/${messageId}/reponse`, { how });
  if (begun.statusCode !== 303) throw new Error(`no answer: ${begun.statusCode}`);
  return idIn(begun.headers.location);
}

type Line = { id: string; subject: string; who: string; unread: boolean; state: string };

/** The subjects on a shelf, the newest first. */
export async function shelf(ent: Ent, personId: string, query = ''): Promise<Line[]> {
  return (await (await ent.as(personId)).json(`/messagerie${query}`)).json().lines;
}

export const status = async (ent: Ent, personId: string, messageId: string): Promise<number> =>
  (await (await ent.as(personId)).get(`/messagerie/messages/${messageId}`)).statusCode;

/** A school with two classes; Zélie's parents live apart; another school; everybody's account open but Julie's. */
export async function village(ent: Ent, { calm = false } = {}) {
  const town = await ent.town();
  const school = await ent.school({ townId: town, calm });
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const farClass = await ent.classroom(elsewhere, 'CP');
  const claire = await ent.teacher('Claire Benali', ce1);
  const marc = await ent.teacher('Marc Olive', cm2);
  const lou = await ent.teacher('Lou Ferrand', farClass);
  const dominique = await ent.director('Dominique Rey', school);
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const tom = await ent.pupil('Tom Petit', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const anne = await ent.guardian('Anne Moreau', zelie);
  const karim = await ent.guardian('Karim Sadi', zelie);
  const julie = await ent.guardian('Julie Petit', tom);
  const emine = await ent.guardian('Emine Kaya', ali);
  const everybody = { claire, marc, lou, dominique, zelie, tom, ali, anne, karim, emine };
  await ent.db
    .updateTable('kernel.accounts')
    .set({ activated_at: new Date() })
    .where('person_id', 'in', Object.values(everybody))
    .execute();
  return { town, school, ce1, cm2, elsewhere, farClass, julie, ...everybody };
}

/** What the pupils of a class may write to each other: read by the teacher before it arrives, or after. */
export const openPupils = (ent: Ent, classId: string, relayed: 'before' | 'after') =>
  ent.db
    .insertInto('kernel.reach_openings')
    .values({ class_id: classId, opening: 'pupils', relayed, opened_by: null })
    .onConflict((conflict) => conflict.columns(['class_id', 'opening']).doUpdateSet({ relayed }))
    .execute();
