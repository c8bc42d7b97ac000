import type { Ent } from '#kernel/testing';

/** What the tests of the cahier share: a Tuesday at five, a school with two classes, and separated parents. */
export const tuesday = new Date('2026-11-24T16:00:00Z');

export async function village(ent: Ent) {
  const school = await ent.school();
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const far = await ent.classroom(elsewhere, 'CP');
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const tom = await ent.pupil('Tom Petit', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const atsem = await ent.person('Rose Pujol');
  await ent.give(atsem, 'atsem', ce1);
  return {
    ...{ school, ce1, cm2, elsewhere, far, zelie, tom, ali, atsem },
    claire: await ent.teacher('Claire Benali', ce1),
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    anne: await ent.guardian('Anne Moreau', zelie),
    karim: await ent.guardian('Karim Sadi', zelie),
    julie: await ent.guardian('Julie Petit', tom),
    emine: await ent.guardian('Emine Kaya', ali),
  };
}

export const poem = { subject: 'poetry', kind: 'lesson', text: 'Savoir la première strophe.', minutes: '10', whom: 'all' };
