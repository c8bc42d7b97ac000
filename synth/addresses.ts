import type { Address, Commune } from './model.ts';
import type { Random } from './random.ts';

const ways = 'RUE,RUE,RUE,RUE,AVENUE,CHEMIN,IMPASSE,ALLEE,PLACE,BOULEVARD,LOTISSEMENT'.split(',');
const streets =
  `DES LILAS,DU MOULIN,DE L'EGLISE,DES PYRENEES,DE LA REPUBLIQUE,JEAN JAURES,DU CANAL,DES VIGNES,DE LA GARE,DU STADE,DES ACACIAS
DE LA FONTAINE,VICTOR HUGO,DU LAVOIR,DES AMANDIERS,DE TOULOUSE,DE L’HERS,DES COQUELICOTS,DU CHATEAU,DES ECOLES,GAMBETTA,DU 11 NOVEMBRE
DE LA LIBERATION,DES CIGALES,DE LA GARRIGUE,DU BOIS JOLI,DES MIMOSAS,DE LA POSTE,GEORGES SAND,EDITH PIAF,DES FRERES LUMIERE,DE LA GARONNE
DES HIRONDELLES,DU PONT VIEUX,DE LA MAIRIE,D'OCCITANIE,DES TROUBADOURS,DU MIDI,DE LA SALICORNE,DES ŒILLETS`
    .split(/[,\n]/)
    .map((name) => name.trim());
const seconds = ['RESIDENCE LES PINS', 'BATIMENT B APPT 12', 'LIEU-DIT LA BORDE NEUVE', 'RESIDENCE LE CLOS DES ARTS', 'CHEZ MME DURAND'];

export function addressIn(commune: Commune, random: Random): Address {
  const bis = random.chance(0.05) ? ' BIS' : '';
  const lines = [`${random.int(1, 190)}${bis} ${random.pick(ways)} ${random.pick(streets)}`];
  if (random.chance(0.18)) lines.push(random.pick(seconds));
  return { lines, postalCode: commune.postalCode, city: commune.name.toLocaleUpperCase('fr') };
}

/** Ranges the ARCEP keeps for fiction (decision 2018-0881): these numbers ring nowhere. */
function number(prefix: string, random: Random): string {
  const digits = `${prefix}${String(random.int(0, 9999)).padStart(4, '0')}`;
  if (random.chance(0.1)) return digits.replace(/(\d\d)(?=\d)/g, '$1 ');
  return random.chance(0.03) ? `+33${digits.slice(1)}` : digits;
}
export const mobilePhone = (random: Random): string => number('063998', random);
export const landline = (random: Random): string => number(random.pick(['053649', '046571']), random);
export const officePhone = (random: Random): string => number(random.pick(['053649', '046571', '019900']), random);
