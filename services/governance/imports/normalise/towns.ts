import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

type Row = { code: string; nom: string; type: string };
let known: Map<string, string> | undefined;

/** The name of a commune by its INSEE code, well written (Licence Ouverte, Insee and DGCL through Etalab). */
export function communeName(insee: string): string | undefined {
  if (!known) {
    const path = createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/data/communes.json');
    const rows: Row[] = JSON.parse(readFileSync(path, 'utf8'));
    known = new Map(rows.filter(({ type }) => type === 'commune-actuelle').map(({ code, nom }) => [code, nom]));
  }
  return known.get(insee);
}

const inseeCode = /^(?:(?:0[1-9]|[1-8]\d|9[0-5]|2[AB])\d{3}|97[1-8]\d{2}|98[4-9]\d{2})$/;
export const isInsee = (text: string): boolean => inseeCode.test(text);
