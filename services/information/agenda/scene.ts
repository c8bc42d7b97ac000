import type { Ent } from '#kernel/testing';

/** What the tests of the agenda share: a Tuesday at five, a town with two schools, and separated parents. */
export const tuesday = new Date('2026-11-24T16:00:00Z');

export async function village(ent: Ent) {
  const town = await ent.town('Launaguet');
  const school = await ent.school({ townId: town });
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const far = await ent.classroom(elsewhere, 'CP');
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const eva = await ent.pupil('Eva Roux', far);
  const agent = await ent.person('Luc Mercadier');
  await ent.give(agent, 'town', town);
  return {
    ...{ town, school, ce1, cm2, elsewhere, far, zelie, ali, agent },
    claire: await ent.teacher('Claire Benali', ce1),
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    anne: await ent.guardian('Anne Moreau', zelie),
    karim: await ent.guardian('Karim Sadi', zelie),
    emine: await ent.guardian('Emine Kaya', ali),
    paul: await ent.guardian('Paul Roux', eva),
  };
}

/** The form of a date, every box as a browser sends it. */
export const evening = {
  title: 'Soirée des contes',
  firstDay: '2026-12-01',
  lastDay: '',
  starts: '18:00',
  ends: '19:30',
  venue: 'La bibliothèque',
  details: 'Apportez un coussin.',
  every: '',
  until: '',
};
