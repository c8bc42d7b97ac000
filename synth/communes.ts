import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Academy, type Circonscription, type Commune, MONTPELLIER, TOULOUSE } from './model.ts';

type Row = {
  code: string;
  nom: string;
  type: string;
  region: string;
  departement: string;
  arrondissement: string;
  codesPostaux: string[];
  siren: string;
  population: number;
};

const OCCITANIE = '76';
const montpellierDepartments = new Set(['11', '30', '34', '48', '66']);

export const academyOf = (department: string): Academy => (montpellierDepartments.has(department) ? MONTPELLIER : TOULOUSE);

function read<T>(name: string): T[] {
  const path = createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`);
  return JSON.parse(readFileSync(path, 'utf8'));
}

let known: Commune[] | undefined;

/** The communes of Occitanie, in the order of their INSEE code (Licence Ouverte, Insee and DGCL through Etalab). */
export function occitanie(): Commune[] {
  known ??= read<Row>('communes')
    .filter((row) => row.region === OCCITANIE && row.type === 'commune-actuelle' && row.codesPostaux.length > 0)
    .map((row) => ({
      insee: row.code,
      name: row.nom,
      postalCode: row.codesPostaux[0]!,
      siren: row.siren,
      population: row.population,
      department: row.departement,
      arrondissement: row.arrondissement,
    }));
  return known;
}

let around: Map<string, Commune[]> | undefined;

export function communesOfDepartment(department: string): Commune[] {
  around ??= Map.groupBy(occitanie(), (commune) => commune.department);
  return around.get(department) ?? [];
}

let arrondissements: Map<string, string> | undefined;

/** Inspection areas are invented on the arrondissements: those of the two capitals, far too populous, are cut in nine. */
export function circonscriptionOf(commune: Commune): Circonscription {
  arrondissements ??= new Map(read<{ code: string; nom: string }>('arrondissements').map((row) => [row.code, row.nom]));
  const crowded = commune.arrondissement === '313' || commune.arrondissement === '343';
  const part = crowded ? 1 + (Number(commune.insee.slice(2)) % 9) : 0;
  const name = arrondissements.get(commune.arrondissement) ?? commune.department;
  return {
    academy: academyOf(commune.department).name,
    id: `7${commune.arrondissement}${part}`,
    name: part === 0 ? name : `${name} ${part}`,
  };
}
