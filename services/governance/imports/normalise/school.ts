import { siret, uai } from './codes.ts';
import { type AafRecord, first, givenBy, type Remark } from './staged.ts';
import { communeName, isInsee } from './towns.ts';
import { address, email, line, parts, phone, titled } from './words.ts';

export type StagedSchool = {
  uai: string | null;
  name: string | null;
  nature: 'maternelle' | 'elementaire' | 'primaire' | null;
  siret: string | null;
  address: string | null;
  postal_code: string | null;
  city: string | null;
  phone: string | null;
  email: string | null;
  circonscription: string | null;
  town_key: string | null;
  town_name: string | null;
  department: string | null;
  rpi: string | null;
};

const columns = {
  ENTStructureUAI: ['uai', 'department'],
  ENTStructureNomCourant: 'name',
  ENTStructureTypeStruct: 'nature',
  ENTStructureCodeTypeStruct: 'nature',
  ENTStructureSIREN: 'siret',
  ENTStructureAdresse: 'address',
  ENTStructureBoitePostale: 'address',
  ENTStructureCodePostal: 'postal_code',
  ENTStructureVille: 'city',
  ENTStructureTelephone: 'phone',
  ENTStructureEmail: 'email',
  ENTEcoleCirconscription: 'circonscription',
  ENTEcoleCommune: ['town_key', 'town_name'],
  ENTEcoleRPI: 'rpi',
};

type NormalisedSchool = { school: StagedSchool; given: string[] | null; remarks: Remark[]; trouble: string | null };

export function school(record: AafRecord, academy: string): NormalisedSchool {
  const code = uai(first(record, 'ENTStructureUAI'));
  const remarks: Remark[] = [];
  const written = first(record, 'ENTStructureSIREN');
  if (written && !siret(written)) remarks.push({ code: 'bad-siret', args: { value: written.slice(0, 20) } });
  const city = line(first(record, 'ENTStructureVille'));
  const department = code?.slice(0, 3) ?? null;
  const circonscription = line(first(record, 'ENTEcoleCirconscription'), 40);
  const uaiSaid = record.request === 'add' || record.attributes.has('ENTStructureUAI');
  return {
    school: {
      uai: code,
      name: schoolName(first(record, 'ENTStructureNomCourant')) ?? (record.request === 'add' ? code : null),
      nature: natureOf(record),
      siret: siret(written),
      address: address([first(record, 'ENTStructureAdresse') ?? '', first(record, 'ENTStructureBoitePostale') ?? ''].join('$')),
      postal_code: line(first(record, 'ENTStructureCodePostal'), 10),
      city: city && titled(city),
      phone: phone(first(record, 'ENTStructureTelephone')),
      email: email(first(record, 'ENTStructureEmail')),
      circonscription: circonscription && `${academy}-IEN-${circonscription}`,
      ...town(line(first(record, 'ENTEcoleCommune'), 60), city, department),
      department,
      rpi: line(first(record, 'ENTEcoleRPI'), 40),
    },
    given: givenBy(record, columns),
    remarks,
    trouble: record.request !== 'delete' && uaiSaid && !code ? 'bad-uai' : null,
  };
}

const natures: Record<string, StagedSchool['nature']> = {
  101: 'maternelle',
  103: 'maternelle',
  151: 'elementaire',
  153: 'elementaire',
  162: 'elementaire',
};

/** « Primaire » has no code of its own (151): only the label or the name says it. */
function natureOf(record: AafRecord): StagedSchool['nature'] {
  const words = `${first(record, 'ENTStructureTypeStruct') ?? ''} ${first(record, 'ENTStructureNomCourant') ?? ''}`.toUpperCase();
  if (/PRIMAIRE|\bE\.?P\.?\s?P[UR]\b/.test(words)) return 'primaire';
  const known = natures[first(record, 'ENTStructureCodeTypeStruct') ?? ''];
  if (known) return known;
  return /MATERNELLE|\bE\.?M\.?\s?P[UR]\b/.test(words)
    ? 'maternelle'
    : /[EÉ]L[EÉ]M|\bE\.?E\.?\s?P[UR]\b/.test(words)
      ? 'elementaire'
      : 'primaire';
}

const kinds: Record<string, string> = { E: 'École élémentaire', M: 'École maternelle', P: 'École primaire' };

/** « E.E.PU$ARTHUR RIMBAUD-ac-TOULOUSE » → « École élémentaire Arthur Rimbaud »: the kind told, as two schools may share a name. */
export function schoolName(text: string | undefined): string | null {
  const joined = parts(text ?? '')
    .filter(Boolean)
    .join('-');
  const plain = line(joined.replace(/-ac-[\p{L}-]+$/iu, ''));
  if (!plain) return null;
  const [, kind, rest] = /^E\.?\s?([EMP])\.?\s?(?:PU|PR)\.?[\s-]+(.+)$/i.exec(plain) ?? [];
  return kind && rest ? `${kinds[kind.toUpperCase()]} ${titled(rest)}` : plain;
}

/** A commune by its INSEE code when the academy gives it, else by its name in its department. */
function town(commune: string | null, city: string | null, department: string | null): Pick<StagedSchool, 'town_key' | 'town_name'> {
  const known = commune && isInsee(commune) ? communeName(commune) : undefined;
  if (commune && known) return { town_key: `COMMUNE-${commune}`, town_name: known };
  const name = city ?? (commune && !/\d/.test(commune) ? commune : null);
  if (!name || !department) return { town_key: null, town_name: null };
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '-');
  return { town_key: `COMMUNE-${department}-${plain}`, town_name: titled(name) };
}

export const schoolAttributes = new Set([
  ...Object.keys(columns),
  ...'ENTStructureJointure categorieStructure ENTEcoleMinistereTutelle ENTEcoleCodeMinistereTutelle ENTEtablissementContrat'.split(' '),
  ...'ENTStructureFax ENTStructureMailSI ENTServAcAcademie ENTServAcCodeAcademie ENTEcoleSecteur'.split(' '),
]);
