import { newId } from '#kernel';
import type { Ent, Visitor } from '#kernel/testing';
import { t } from './texts.ts';

/** Two departments of an academy; in the first, a town with its two schools, and whoever has something to say of a convention. */
export async function land(ent: Ent) {
  const place = async (kind: 'region' | 'academy' | 'department' | 'circonscription', name: string, parent: string | null) => {
    const id = newId();
    await ent.db.insertInto('kernel.places').values({ id, kind, name, parent_id: parent }).execute();
    return id;
  };
  const town = async (name: string, parent: string, insee: string) => {
    const id = newId();
    await ent.db
      .insertInto('kernel.places')
      .values({ id, kind: 'town', name, parent_id: parent, external_id: `COMMUNE-${insee}` })
      .execute();
    return id;
  };
  const region = await place('region', 'Occitanie', null);
  const academy = await place('academy', 'Toulouse', region);
  const garonne = await place('department', 'Haute-Garonne', academy);
  const gers = await place('department', 'Gers', academy);
  const north = await place('circonscription', 'Toulouse Nord', garonne);
  const launaguet = await town('Launaguet', garonne, '31282');
  const auch = await town('Auch', gers, '32013');
  const school = async (name: string, uai: string, townId: string, parent: string, nature: 'maternelle' | 'elementaire', city: string) => {
    const id = await ent.school({ name, uai, townId, parentId: parent });
    await ent.db.updateTable('kernel.schools').set({ nature, city, postal_code: '31140' }).where('id', '=', id).execute();
    return id;
  };
  const rimbaud = await school('École élémentaire Arthur Rimbaud', '0312599G', launaguet, north, 'elementaire', 'Launaguet');
  const rostand = await school('École maternelle Jean Rostand', '0311610G', launaguet, north, 'maternelle', 'Launaguet');
  const far = await school('École élémentaire du Port', '0320001X', auch, gers, 'elementaire', 'Auch');
  const give = async (name: string, kind: 'academy' | 'administrator' | 'town' | 'inspector', at: string) => {
    const id = await ent.person(name);
    await ent.give(id, kind, at);
    return id;
  };
  const ce1 = await ent.classroom(rimbaud);
  const lea = await ent.pupil('Léa Martin', ce1);
  return {
    ...{ region, academy, garonne, gers, launaguet, auch, rimbaud, rostand, far, ce1, lea },
    irene: await give('Irène Sabatier', 'academy', garonne),
    paul: await give('Paul Roux', 'academy', gers),
    ada: await give('Ada Fabre', 'administrator', region),
    luc: await give('Luc Mercadier', 'town', launaguet),
    zoe: await give('Zoé Auscitaine', 'town', auch),
    marc: await give('Marc Delmas', 'inspector', north),
    nadia: await ent.director('Nadia Ferrand', rimbaud),
    away: await ent.director('Hervé Port', far),
    hugo: await ent.teacher('Hugo Lafont', ce1),
    anne: await ent.guardian('Anne Martin', lea),
  };
}

/** What somebody types for Launaguet. */
export const typed = (territoryId: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...{ schoolYear: '2025-2026', territoryId, kind: 'commune', name: 'COMMUNE DE LAUNAGUET', siret: '213 102 825 00014', insee: '31282' },
  ...{ address: '95 CHEMIN DES COMBES', postalCode: '31140', city: 'LAUNAGUET', signatory: 'Hélène Castanier', quality: 'MAIRE' },
  ...{ serviceCode: '', commitment: '', authority: t.usualAuthority, authorityAddress: t.usualAuthorityAddress },
  ...{ authoritySignatory: 'Paul Davergne', authorityQuality: t.usualAuthorityQuality, madeIn: t.usualMadeIn },
  ...more,
});

/** A form with a file, as a browser sends it. */
export async function postFile(who: Visitor, url: string, fields: Record<string, string>, file: string | undefined = '%PDF-1.7 lettre') {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  if (file !== '') form.append('files', new Blob([file], { type: 'application/pdf' }), 'document.pdf');
  const sent = new Request('http://localhost', { method: 'POST', body: form });
  return who.inject({
    method: 'POST',
    url,
    headers: { 'content-type': sent.headers.get('content-type') ?? '', 'sec-fetch-site': 'same-origin', accept: 'text/html' },
    payload: Buffer.from(await sent.arrayBuffer()),
  });
}

/** Writes it and takes it as far as in force: « sent » on 23 May, voted, signed by both sides. Gives its id. */
export async function inForce(who: Visitor, draft: Record<string, string>, first = '2025'): Promise<string> {
  const id =
    String((await who.post('/conventions/nouvelle/saisie', draft)).headers.location)
      .split('/')
      .at(-1) ?? '';
  const step = `/conventions/${id}/etapes`;
  await who.post(`${step}/envoi`, { day: `${first}-05-23` });
  await postFile(who, `${step}/deliberation`, { day: `${first}-05-29`, number: '31', vote: 'À l’unanimité' });
  await postFile(who, `${step}/signature`, { day: `${first}-06-02` });
  await postFile(who, `${step}/vigueur`, { day: `${first}-06-05` });
  return id;
}
