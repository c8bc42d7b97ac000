import type { Ent } from '#kernel/testing';

/** A Tuesday at five; a school of two classes and its team; separated parents. */
export const tuesday = new Date('2026-11-24T16:00:00Z');

export async function village(ent: Ent) {
  const school = await ent.school();
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const far = await ent.classroom(elsewhere, 'CP');
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const leo = await ent.pupil('Léo Moreau', cm2, 'CM2');
  const tom = await ent.pupil('Tom Petit', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const atsem = await ent.person('Rose Pujol');
  await ent.give(atsem, 'atsem', ce1);
  const claire = await ent.teacher('Claire Benali', ce1);
  await ent.give(claire, 'teacher', school);
  return {
    ...{ school, ce1, cm2, elsewhere, far, zelie, leo, tom, ali, atsem, claire },
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    anne: await ent.guardian('Anne Moreau', zelie, leo),
    karim: await ent.guardian('Karim Sadi', zelie, leo),
    julie: await ent.guardian('Julie Petit', tom),
    emine: await ent.guardian('Emine Kaya', ali),
  };
}

/** The form of a question, every box as a browser sends it. */
export const question = {
  kind: 'question',
  question: 'Quel jour pour le goûter ?',
  choices: 'Jeudi\r\nVendredi\r\n\r\nVendredi\r\nSamedi matin',
  closesOn: '2026-12-01',
  named: 'yes',
  shown: 'answered',
};
export const hands = { ...question, kind: 'volunteers', question: 'Piscine', choices: '2 accompagnateurs piscine\r\nPréparer le goûter' };
