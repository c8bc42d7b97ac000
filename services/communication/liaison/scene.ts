import { uuid } from '#kernel';
import type { Ent } from '#kernel/testing';

/** What the tests of the carnet share: how a note is written and sent through the real pages. Not imported by the service. */

export type Fields = Record<string, string | string[]>;

export const outing: Fields = {
  category: 'outing',
  title: 'Sortie au musée',
  text: 'Chères familles,\n\nNous partons au musée.\n\n- un pique-nique\n- une gourde',
  reply: 'signature',
  signers: 'one',
  whom: 'all',
};

const idIn = (location: unknown): string => uuid.parse(String(location).split('/')[3]);

/** A draft for these classes, filled with these fields. */
export async function draftBy(ent: Ent, teacherId: string, classIds: string[], fields: Fields = {}): Promise<string> {
  const teacher = await ent.as(teacherId);
  const made = await teacher.post('/liaison/brouillons', { classes: classIds, template: 'blank' });
  const noteId = idIn(made.headers.location);
  const saved = await teacher.post(`/liaison/brouillons/${noteId}`, { ...outing, classes: classIds, ...fields, press: 'preview' });
  if (saved.statusCode !== 303) throw new Error(`draft refused: ${saved.statusCode} ${saved.body.match(/errors[\s\S]{0,400}/)?.[0]}`);
  return noteId;
}

/** Looks at who will receive it, then sends. */
export async function send(ent: Ent, teacherId: string, noteId: string): Promise<void> {
  const teacher = await ent.as(teacherId);
  const { list } = (await teacher.json(`/liaison/brouillons/${noteId}/apercu`)).json();
  const sent = await teacher.post(`/liaison/brouillons/${noteId}/envoi`, { list });
  if (sent.statusCode !== 303) throw new Error(`not sent: ${sent.statusCode} ${sent.body}`);
}

export async function sentBy(ent: Ent, teacherId: string, classIds: string[], fields: Fields = {}): Promise<string> {
  const noteId = await draftBy(ent, teacherId, classIds, fields);
  await send(ent, teacherId, noteId);
  return noteId;
}

export const at = (noteId: string, pupilId: string): string => `/liaison/mots/${noteId}/enfants/${pupilId}`;

/** A school with two classes: Zélie's parents live apart, Tom has one, Inès two under one roof; Ali is in the other class. */
export async function village(ent: Ent) {
  const school = await ent.school();
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const farClass = await ent.classroom(elsewhere, 'CP');
  const claire = await ent.teacher('Claire Benali', ce1);
  const marc = await ent.teacher('Marc Olive', cm2);
  const lou = await ent.teacher('Lou Ferrand', farClass);
  const dominique = await ent.director('Dominique Rey', school);
  const otherDirector = await ent.director('Sacha Blin', elsewhere);
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const tom = await ent.pupil('Tom Petit', ce1);
  const ines = await ent.pupil('Inès Diallo', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const anne = await ent.guardian('Anne Moreau', zelie);
  const karim = await ent.guardian('Karim Sadi', zelie);
  const julie = await ent.guardian('Julie Petit', tom);
  const awa = await ent.guardian('Awa Diallo', ines);
  const issa = await ent.guardian('Issa Diallo', ines);
  const emine = await ent.guardian('Emine Kaya', ali);
  await ent.db
    .updateTable('kernel.accounts')
    .set({ activated_at: new Date() })
    .where('person_id', 'in', [anne, karim, julie, awa, issa, emine])
    .execute();
  return {
    school,
    ce1,
    cm2,
    elsewhere,
    farClass,
    claire,
    marc,
    lou,
    dominique,
    otherDirector,
    zelie,
    tom,
    ines,
    ali,
    anne,
    karim,
    julie,
    awa,
    issa,
    emine,
  };
}
