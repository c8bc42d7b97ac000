import { newId, type Writer } from '#kernel';
import { drawerIn, keepFile } from '#kernel/files';
import { schoolYearOf } from '#kernel/people';
import type { Samples } from '#kernel/testing';
import { yearAfter } from './dates.ts';
import { siretIn } from './identifiers.ts';
import { usualUnitCents } from './money.ts';
import { listSchools, schoolsOfTown } from './schools-of.ts';
import type { Tables } from './tables.ts';
import { hold, send, take } from './take.ts';
import { t } from './texts.ts';

let bodies = 0;
/** A SIRET that nobody has, its key right. */
function anySiret(): string {
  bodies += 1;
  const body = `2131${String(bodies).padStart(5, '0')}0001`;
  return [...'0123456789'].map((key) => `${body}${key}`).find((siret) => siretIn(siret)) ?? '';
}

/** A convention in force, and next year's draft made by a renewal. */
export const samples: Samples = async (tx, { academyId, townId, teacherId, folder, now }) => {
  const db: Writer<Tables> = tx;
  const year = schoolYearOf(now).name;
  const siret = anySiret();
  const write = async (schoolYear: string, renewalId: string | null): Promise<string> => {
    const id = newId();
    await db
      .insertInto('conventions.conventions')
      .values({
        ...{ id, territory_id: academyId, school_year: schoolYear, kind: 'commune', name: 'COMMUNE DE LAUNAGUET', siret, insee: '31282' },
        ...{ address: '95 CHEMIN DES COMBES', postal_code: '31140', city: 'LAUNAGUET', signatory: 'Hélène Castanier', quality: 'MAIRE' },
        ...{ service_code: null, commitment: null, town_id: townId, authority: t.usualAuthority, made_in: t.usualMadeIn },
        ...{ authority_address: t.usualAuthorityAddress, authority_signatory: 'Paul Davergne', authority_quality: t.usualAuthorityQuality },
        ...{ unit_cents: usualUnitCents, renewal_id: renewalId, created_by: teacherId, created_at: now },
      })
      .execute();
    await listSchools(db, { conventionId: id, schoolYear }, await schoolsOfTown(db, townId, schoolYear));
    return id;
  };
  const conventionId = await write(year, null);
  const drawer = drawerIn(folder);
  const before = (ms: number) => new Date(now.getTime() - ms);
  const first = year.slice(0, 4);
  const sent = await hold(db, conventionId);
  if (sent) await send(db, drawer, { convention: sent, day: `${first}-05-23`, by: teacherId, now: before(4) });
  for (const [at, kind] of (['deliberated', 'signed', 'in-force'] as const).entries()) {
    const convention = await hold(db, conventionId);
    const file = { name: 'Document.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7\n') };
    const fileId = await keepFile(db, drawer, file, { schoolId: null, by: teacherId });
    if (convention) await take(db, convention, { kind, day: `${first}-06-1${at}`, fileId, by: teacherId, now: before(3 - at) });
  }
  const renewalId = newId();
  const next = yearAfter(year);
  await db
    .insertInto('conventions.renewals')
    .values({ id: renewalId, place_id: academyId, school_year: next, made_by: teacherId, made_at: now })
    .execute();
  const draftId = await write(next, renewalId);
  const { id: stepId } = await db
    .selectFrom('conventions.steps')
    .select('id')
    .where('convention_id', '=', conventionId)
    .where('file_id', 'is not', null)
    .executeTakeFirstOrThrow();
  return { conventionId, draftId, renewalId, stepId, step: 'mise-en-demeure' };
};
