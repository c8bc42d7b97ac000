import { academyOf, circonscriptionOf, communesOfDepartment, occitanie } from './communes.ts';
import { type Academy, type Commune, LEVELS, type Level, MONTPELLIER, type SchoolKind, type SchoolPlan, TOULOUSE } from './model.ts';
import { type Random, randomFrom } from './random.ts';
import { siretOf, uaiOf } from './uai.ts';

export type SitePlan = { index: number; academy: Academy; schools: SchoolPlan[] };

const NURSERY: Level[] = ['PS', 'MS', 'GS'];
const ELEMENTARY: Level[] = ['CP', 'CE1', 'CE2', 'CM1', 'CM2'];
const levelsOf: Record<SchoolKind, Level[]> = {
  maternelle: NURSERY,
  elementaire: ELEMENTARY,
  primaire: LEVELS.filter((level) => level !== 'TPS'),
};
const PREFIX: Record<SchoolKind, string> = { maternelle: 'E.M.PU', elementaire: 'E.E.PU', primaire: 'E.P.PU' };

const schoolNames = `JULES FERRY|JEAN JAURES|MARIE CURIE|LES TILLEULS|JACQUES PREVERT|VICTOR HUGO|LE PETIT BOIS|LOUIS PASTEUR|LES PLATANES
GEORGES BRASSENS|ANTOINE DE SAINT-EXUPERY|JEAN MOULIN|LE CHATEAU|ANATOLE FRANCE|PAUL ELUARD|LA FONTAINE|LUCIE AUBRAC|JEAN DE LA FONTAINE
LES CEDRES|LE PARC|SIMONE VEIL|EMILE ZOLA|FREDERIC MISTRAL|PIERRE-PAUL RIQUET|CLAUDE NOUGARO|HENRI MATISSE|LES GENETS|LA GARRIGUE|LE CANAL
GERMAINE TILLION|ROSA PARKS|MARCEL PAGNOL|OLYMPE DE GOUGES|LES OLIVIERS|JEAN MACE|LE MAIL|ALPHONSE DAUDET|LA PRAIRIE|LES ACACIAS|JOLIOT-CURIE
CAMILLE CLAUDEL|LE MOULIN|FRANÇOISE DOLTO|L’ARC-EN-CIEL|LES HIRONDELLES|L'OREE DU BOIS|LA SOURCE|JULES VERNE|AIME CESAIRE|MAURICE BECANNE`
  .split(/[|\n]/)
  .map((name) => name.trim());

/** Ranks give ids, so each academy counts from zero: the same jointure means two people, as in real life (trap 1). */
type Registry = { ranks: Map<string, number>; numbers: Map<string, number>; agreements: Map<string, number> };

/** Numbers 9000–9999 then 8000–8999 of a department: none is in use in the region (standards 9.1). */
function inventUai(registry: Registry, department: string): string {
  const used = registry.numbers.get(department) ?? 0;
  registry.numbers.set(department, used + 1);
  return uaiOf(`${department.padStart(3, '0')}${used < 1000 ? 9000 + used : 8000 + used - 1000}`);
}

type Draft = {
  commune: Commune;
  kind: SchoolKind;
  name: string;
  classCount: number;
  uai?: string;
  levels?: Level[];
  rpi?: string;
  sector?: number;
};

function school(registry: Registry, draft: Draft, random: Random): SchoolPlan {
  const academy = academyOf(draft.commune.department);
  const rank = registry.ranks.get(academy.code) ?? 0;
  registry.ranks.set(academy.code, rank + 1);
  const uai = draft.uai ?? inventUai(registry, draft.commune.department);
  const landline = academy === TOULOUSE ? '053649' : '046571';
  return {
    academy,
    rank,
    jointure: String(10_000 + rank),
    uai,
    kind: draft.kind,
    name: `${PREFIX[draft.kind]} ${draft.name}`,
    levels: draft.levels ?? levelsOf[draft.kind],
    classCount: draft.classCount,
    ulis: draft.kind !== 'maternelle' && draft.classCount >= 8,
    commune: draft.commune,
    circonscription: circonscriptionOf(draft.commune),
    siret: siretOf(draft.commune.siren),
    address: `${random.int(1, 60)} ${random.pick(['RUE DES ECOLES', 'PLACE DE LA MAIRIE', 'AVENUE DES PLATANES', 'CHEMIN DU STADE', 'RUE DE L’EGLISE'])}`,
    phone: `${landline}${String(random.int(0, 9999)).padStart(4, '0')}`,
    mail: `ce.${uai.toLowerCase()}@${academy.mail}`,
    rpi: draft.rpi,
    sector: draft.sector ?? 0,
  };
}

/** The five schools of the convention (standards 0.4), with invented people only. */
function launaguet(): Draft[] {
  const commune = occitanie().find((one) => one.insee === '31282');
  if (!commune) throw new Error('Launaguet (31282) is missing from the communes');
  return [
    { commune, kind: 'elementaire', name: 'ARTHUR RIMBAUD', classCount: 11, uai: '0312599G', sector: 1 },
    { commune, kind: 'elementaire', name: 'JEAN ROSTAND', classCount: 9, uai: '0310584S', sector: 2 },
    { commune, kind: 'elementaire', name: 'LES SABLES', classCount: 7, uai: '0312597E', sector: 2 },
    { commune, kind: 'maternelle', name: 'ARTHUR RIMBAUD', classCount: 8, uai: '0312313W', sector: 1 },
    { commune, kind: 'maternelle', name: 'JEAN ROSTAND', classCount: 6, uai: '0311610G', sector: 2 },
  ];
}

/** A small commune and one sharing its postal code: the nearest thing to neighbours without a map. */
function neighbourOf(commune: Commune): Commune | undefined {
  return communesOfDepartment(commune.department).find(
    (other) =>
      other.postalCode === commune.postalCode && other.insee !== commune.insee && other.population > 150 && other.population < 2500,
  );
}

/** Two schools, two communes, one set of levels split between them; six digits as in the open data (standards 8.5). */
function dispersedRpi(registry: Registry, commune: Commune, neighbour: Commune): Draft[] {
  const agreements = (registry.agreements.get(commune.department) ?? 0) + 1;
  registry.agreements.set(commune.department, agreements);
  const rpi = `${commune.department.padStart(3, '0')}9${String(agreements).padStart(2, '0')}`;
  return [
    { commune, kind: 'primaire', name: 'LE BOURG', classCount: 3, levels: [...NURSERY, 'CP'], rpi },
    { commune: neighbour, kind: 'elementaire', name: 'LE VILLAGE', classCount: 3, levels: ['CE1', 'CE2', 'CM1', 'CM2'], rpi },
  ];
}

function classesFor(commune: Commune, kind: SchoolKind, random: Random): number {
  const base = commune.population < 600 ? [1, 3] : commune.population < 2000 ? [2, 5] : commune.population < 10_000 ? [4, 8] : [5, 9];
  const drawn = random.int(base[0]!, base[1]!);
  return kind === 'primaire' || drawn < 4 ? drawn : drawn - 1;
}

/** A commune gets as many schools as its people weigh; nursery and elementary go by two, with one name (trap 7). */
function draftsFor(commune: Commune, count: number, random: Random): Draft[][] {
  const sites: Draft[][] = [];
  const names = random.shuffle([...schoolNames]);
  for (let left = count; left > 0; ) {
    const name = count === 1 && commune.population < 1500 ? 'LE BOURG' : names[sites.length % names.length]!;
    const pair = left >= 2 && random.chance(0.6);
    const kinds: SchoolKind[] = pair ? ['maternelle', 'elementaire'] : ['primaire'];
    sites.push(kinds.map((kind) => ({ commune, kind, name, classCount: classesFor(commune, kind, random) })));
    left -= kinds.length;
  }
  return sites;
}

/** Systematic sampling along the cumulated population: exact count, spread over the whole territory, one pass. */
function* sampled(academy: Academy, count: number, random: Random): Generator<[Commune, number]> {
  const communes = occitanie().filter((one) => academyOf(one.department) === academy && one.population >= 200 && one.insee !== '31282');
  const total = communes.reduce((sum, one) => sum + one.population, 0);
  const step = total / Math.max(1, count);
  let next = random.next() * step;
  let passed = 0;
  for (const commune of communes) {
    passed += commune.population;
    let schools = 0;
    while (next < passed) {
      schools += 1;
      next += step;
    }
    if (schools > 0) yield [commune, schools];
  }
}

/** Site plans in a fixed order: Launaguet, one RPI (from 7 schools on), then Toulouse, then Montpellier. */
export function* sitePlans(seed: number, schools: number): Generator<SitePlan> {
  const registry: Registry = { ranks: new Map(), numbers: new Map(), agreements: new Map() };
  const random = randomFrom(`${seed}/places`);
  let index = 0;
  const site = (drafts: Draft[]): SitePlan => {
    const plans = drafts.map((draft) => school(registry, draft, random));
    index += 1;
    return { index: index - 1, academy: plans[0]!.academy, schools: plans };
  };
  yield site(launaguet().slice(0, schools));
  let left = schools - 5;
  if (left >= 2) {
    const villages = communesOfDepartment('31').filter((one) => one.population > 300 && one.population < 1200 && neighbourOf(one));
    const village = random.pick(villages);
    yield site(dispersedRpi(registry, village, neighbourOf(village)!));
    left -= 2;
  }
  if (left <= 0) return;
  const south = Math.max(1, Math.round(left * 0.48));
  for (const [academy, count] of [[TOULOUSE, left - south] as const, [MONTPELLIER, south] as const]) {
    // An RPI takes two places: a village of one school gives up its own to the next.
    let given = 0;
    let last: Commune | undefined;
    for (const [commune, number] of count > 0 ? sampled(academy, count, random) : []) {
      last = commune;
      const village = number === 1 && commune.population < 1200;
      const neighbour = village && given > 0 ? neighbourOf(commune) : undefined;
      if (neighbour) {
        given -= 1;
        yield site(dispersedRpi(registry, commune, neighbour));
      } else if (village && given === 0 && random.chance(0.1)) given += 1;
      else for (const drafts of draftsFor(commune, number, random)) yield site(drafts);
    }
    if (last && given > 0) for (const drafts of draftsFor(last, given, random)) yield site(drafts);
  }
}
