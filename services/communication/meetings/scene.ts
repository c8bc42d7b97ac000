import type { Ent } from '#kernel/testing';

/** A Tuesday at five; a school of two classes; separated parents whose twins' classes differ; a family by paper. */
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
  return {
    ...{ school, ce1, cm2, elsewhere, far, zelie, leo, tom },
    claire: await ent.teacher('Claire Benali', ce1),
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    anne: await ent.guardian('Anne Moreau', zelie, leo),
    karim: await ent.guardian('Karim Sadi', zelie, leo),
    julie: await ent.guardian('Julie Petit', tom),
  };
}

/** The form that opens an evening: four moments of a quarter of an hour from half past four. */
export const evening = {
  title: 'Bilan',
  day: '2026-12-01',
  day2: '',
  day3: '',
  from: '16:30',
  to: '17:30',
  minutes: '15',
  pause: '0',
  means: 'here',
  venue: 'La classe',
  per: 'guardian',
};
