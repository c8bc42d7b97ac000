import { type Me, type Reader, sql } from '#kernel';
import { openYears } from './dates.ts';
import type { Written } from './facts.ts';
import { managed, mine, territoriesOf } from './policy.ts';
import type { Convention, Kind } from './tables.ts';
import { t } from './texts.ts';

/** SQL on a place `town`: it is in my perimeter, or a school of mine stands in it. */
const nearMe = (me: Me) => sql<boolean>`(town.id in ${managed(me)} or exists (
  select from kernel.schools s where s.town_id = town.id and s.id in ${managed(me)}))`;

const most = 30;

export async function townsToOffer(db: Reader, me: Me, q: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select town.id, town.name from kernel.places town
    where town.kind = 'town' and town.closed_on is null and ${nearMe(me)}
      and (${q} = '' or town.name ilike ${`%${q.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`})
    order by town.name limit ${most}`.execute(db);
  return rows;
}

/** The commune of the directory that a convention is with, so that its staff sees it: by its code, else by its name. */
export async function townOf(
  db: Reader,
  me: Me,
  { kind, insee, name, city }: Pick<Convention, 'kind' | 'insee' | 'name' | 'city'>,
): Promise<string | null> {
  if (kind !== 'commune') return null;
  const { rows } = await sql<{ id: string }>`
    select town.id from kernel.places town
    where town.kind = 'town' and ${nearMe(me)} and (town.external_id = ${`COMMUNE-${insee}`}
      or lower(town.name) in (lower(${city}), lower(${name}), lower(regexp_replace(${name}, '^(commune|ville|mairie) (de |du |d.)?', '', 'i'))))
    order by (town.external_id = ${`COMMUNE-${insee}`}) desc nulls last, town.id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

type Filled = {
  schoolYear: string;
  territoryId: string;
  kind: Kind;
  name: string;
  siret: string;
  insee: string;
  address: string;
  postalCode: string;
  city: string;
  signatory: string;
  quality: string;
  serviceCode: string;
  commitment: string;
  authority: string;
  authorityAddress: string;
  authoritySignatory: string;
  authorityQuality: string;
  madeIn: string;
};

export const filledAgain = (c: Written): Filled => ({
  schoolYear: c.school_year,
  territoryId: c.territory_id,
  kind: c.kind,
  name: c.name,
  siret: c.siret,
  insee: c.insee ?? '',
  address: c.address,
  postalCode: c.postal_code,
  city: c.city,
  signatory: c.signatory,
  quality: c.quality,
  serviceCode: c.service_code ?? '',
  commitment: c.commitment ?? '',
  authority: c.authority,
  authorityAddress: c.authority_address,
  authoritySignatory: c.authority_signatory,
  authorityQuality: c.authority_quality,
  madeIn: c.made_in,
});

/** What is known already: the last convention with this town, the directory, and how my academy signed its last one. */
export async function filledAnew(db: Reader, me: Me, { townId, now }: { townId: string | null; now: Date }): Promise<Filled> {
  const last = await lastOf(db, me, townId);
  const [year = ''] = openYears(now);
  if (townId && last?.town_id === townId) return { ...filledAgain(last), schoolYear: year };
  const territories = await territoriesOf(db, me);
  const town = townId ? await townFacts(db, me, townId) : undefined;
  return {
    schoolYear: year,
    territoryId: territories.find(({ id }) => id === town?.parentId)?.id ?? (territories.length === 1 ? (territories[0]?.id ?? '') : ''),
    kind: town ? 'commune' : 'epci',
    name: town ? t.townCalled({ name: town.name }) : '',
    siret: '',
    insee: town?.insee ?? '',
    address: '',
    postalCode: town?.postalCode ?? '',
    city: town?.name ?? '',
    signatory: '',
    quality: town ? t.mayor : t.president,
    serviceCode: '',
    commitment: '',
    authority: last?.authority ?? t.usualAuthority,
    authorityAddress: last?.authority_address ?? t.usualAuthorityAddress,
    authoritySignatory: last?.authority_signatory ?? '',
    authorityQuality: last?.authority_quality ?? t.usualAuthorityQuality,
    madeIn: last?.made_in ?? t.usualMadeIn,
  };
}

/** The last convention that I may write, with this town if there is one. */
async function lastOf(db: Reader, me: Me, townId: string | null): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    select c.* from conventions.conventions c where ${mine(me)}
    order by (c.town_id = ${townId}::uuid) desc nulls last, c.created_at desc limit 1`.execute(db);
  return rows[0];
}

type Town = { name: string; parentId: string | null; insee: string | null; postalCode: string | null };

async function townFacts(db: Reader, me: Me, townId: string): Promise<Town | undefined> {
  const { rows } = await sql<Town>`
    select town.name, town.parent_id as "parentId", substring(town.external_id from '^COMMUNE-(\\w{5})$') as insee,
      (select s.postal_code from kernel.schools s where s.town_id = town.id and s.postal_code is not null order by s.uai limit 1) as "postalCode"
    from kernel.places town where town.id = ${townId} and town.kind = 'town' and ${nearMe(me)}`.execute(db);
  return rows[0];
}
