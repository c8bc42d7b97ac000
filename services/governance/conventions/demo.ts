import { newId, sql, type Writer } from '#kernel';
import { type Drawer, keepFile } from '#kernel/files';
import { renderPdf } from '#kernel/paper';
import { schoolYearOf } from '#kernel/people';
import { termOf, todayIn, yearAfter } from './dates.ts';
import { usualUnitCents } from './money.ts';
import { listSchools, schoolsOfTown } from './schools-of.ts';
import type { Details, StepKind, Tables } from './tables.ts';
import { hold, send, take } from './take.ts';
import { t } from './texts.ts';

type Db = Writer<Tables>;
type Work = { now: Date; drawer: Drawer; by: string };

/** The convention of Launaguet for 2024-2025 as it was voted, with invented officials, and those that followed, year after year. */
export async function seedDemo(db: Db, { now, drawer, by }: Work): Promise<void> {
  const { rows } = await sql<{ townId: string; territoryId: string }>`
    select town.id as "townId", up.id as "territoryId" from kernel.places town
    join kernel.place_ancestors a on a.place_id = town.id join kernel.places up on up.id = a.ancestor_id and up.kind = 'department'
    where town.kind = 'town' and town.name ilike 'launaguet' limit 1`.execute(db);
  const [place] = rows;
  if (!place) return;
  let from: string | null = null;
  for (let year = '2024-2025'; year <= schoolYearOf(now).name; year = yearAfter(year))
    from = await oneYear(db, { ...place, year, from, work: { now, drawer, by } });
}

type Year = { townId: string; territoryId: string; year: string; from: string | null; work: Work };

async function oneYear(db: Db, { townId, territoryId, year, from, work }: Year): Promise<string> {
  const id = newId();
  await db
    .insertInto('conventions.conventions')
    .values({
      ...{ id, territory_id: territoryId, school_year: year, kind: 'commune', name: 'COMMUNE DE LAUNAGUET', siret: '21310282500014' },
      ...{ insee: '31282', address: '95 CHEMIN DES COMBES', postal_code: '31140', city: 'LAUNAGUET', town_id: townId },
      ...{ signatory: 'Hélène Castanier', quality: 'MAIRE', service_code: null, commitment: null },
      ...{ authority: t.usualAuthority, authority_address: t.usualAuthorityAddress, authority_signatory: 'Paul Davergne' },
      ...{ authority_quality: t.usualAuthorityQuality, made_in: t.usualMadeIn, unit_cents: usualUnitCents },
      ...{ renewed_from: from, created_by: work.by, created_at: work.now },
    })
    .execute();
  await listSchools(db, { conventionId: id, schoolYear: year }, await schoolsOfTown(db, townId, year));
  const first = year.slice(0, 4);
  const next = year.slice(5);
  const today = todayIn(work.now);
  const deliberated: Details =
    year === '2024-2025'
      ? {
          ...{ number: '2024.05.29.040', vote: 'À l’unanimité', transmittedOn: '2024-06-12', publishedOn: '2024-06-17' },
          actesId: '031-213102825-20240529-DEL22024040-DE',
        }
      : { number: `${first}.05.29.031`, vote: 'À l’unanimité', transmittedOn: `${first}-06-12`, publishedOn: `${first}-06-17` };
  const steps: { kind: StepKind; day: string; details?: Details; paper?: string }[] = [
    { kind: 'sent', day: `${first}-05-23` },
    { kind: 'deliberated', day: `${first}-05-29`, details: deliberated, paper: 'Extrait de délibération' },
    { kind: 'signed', day: `${first}-06-18`, paper: 'Convention signée par la commune' },
    { kind: 'in-force', day: `${first}-06-24`, paper: 'Convention signée des deux parties' },
    { kind: 'issued', day: `${next}-02-03`, details: { number: `OCC-${next}-00412` } },
    { kind: 'paid', day: `${next}-03-04` },
    { kind: 'ended', day: termOf(year) },
  ];
  for (const [at, step] of steps.filter(({ day, kind }) => (kind === 'ended' ? day < today : day <= today)).entries())
    await play(db, id, step, { ...work, now: new Date(work.now.getTime() - 10_000 + at) });
  return id;
}

async function play(
  db: Db,
  id: string,
  { kind, day, details, paper }: { kind: StepKind; day: string; details?: Details; paper?: string },
  { now, drawer, by }: Work,
): Promise<void> {
  const convention = await hold(db, id);
  if (!convention) return;
  if (kind === 'sent') await send(db, drawer, { convention, day, by, now });
  else {
    const fileId = paper ? await keepFile(db, drawer, await invented(paper), { schoolId: null, by }) : null;
    await take(db, convention, { kind, day, ...(details ? { details } : {}), fileId, by: kind === 'ended' ? null : by, now });
  }
}

const invented = async (title: string) => ({
  name: `${title}.pdf`,
  mediaType: 'application/pdf',
  bytes: Buffer.from(
    await renderPdf({
      template: '#import "/house.typ": *\n#show: sheet.with(title: data.title)\n= #data.title\n#data.sentence',
      data: { title, sentence: t.inventedPaper },
    }),
  ),
});
