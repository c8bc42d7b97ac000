import { mkdir } from 'node:fs/promises';
import { delivery, type Encoding } from './aaf/delivery.ts';
import { type Change, changesBetween } from './aaf/delta.ts';
import { recordsOf } from './aaf/records.ts';
import type { Circonscription, Site, Stories, StoryName } from './model.ts';
import { writeOnde } from './onde.ts';
import { record, standingStories } from './stories.ts';
import { laterDate, schoolYear, settle, sites, type UniverseOptions } from './universe.ts';

export type { Story, StoryName } from './model.ts';
export { type School, universe } from './universe.ts';

export type SynthOptions = Omit<UniverseOptions, 'later'> & {
  /** made if missing; files of the same name are overwritten, others stay */
  folder: string;
  /** default 'mixed': schools and guardians in ISO-8859-15, pupils and staff in UTF-8 */
  encoding?: Encoding;
  /** write the Delta that follows the Complet of `date`, two weeks later, instead of it */
  delta?: boolean;
  /** write the Complet that follows that Delta, instead of the first */
  next?: boolean;
  /** also write the three ONDE extractions of every school, of the same day */
  onde?: boolean;
  /** records of one XML file, default 10 000 */
  perPart?: number;
  onProgress?: (progress: { schools: number; total: number; people: number }) => void;
};

/** Counts describe the world at the day of the delivery, whatever a Delta writes of it. */
export type SynthReport = {
  kind: 'Complet' | 'Delta';
  /** `YYYYMMDD`, as in the file names */
  date: string;
  seed: number;
  counts: { schools: number; classes: number; pupils: number; guardians: number; staff: number; files: number };
  /** AAF requests written */
  requests: { add: number; modify: number; delete: number };
  /** AAF files, relative to the folder */
  files: string[];
  circonscriptions: Circonscription[];
  /** remarkable cases by jointure id; those of the Delta are there only for a Delta or a next Complet */
  stories: Stories;
};

function* additions(site: Site, year: number): Generator<Change> {
  for (const one of recordsOf(site, year)) yield { kind: 'addRequest', record: one };
}

const storyNames = (stories: Stories): StoryName[] => Object.keys(stories).filter((name): name is StoryName => name in stories);

/** Writes one delivery of AAF 1D files, as an academy would: a Complet, the Delta after it, or the Complet after that. */
export async function synth(options: SynthOptions): Promise<SynthReport> {
  const { folder, encoding = 'mixed', perPart = 10_000, onProgress } = options;
  if (options.delta && options.next) throw new RangeError('Choisissez la livraison : --delta ou --next, pas les deux.');
  const settled = settle(options);
  const year = schoolYear(settled.date);
  const after = options.delta === true || options.next === true;
  const kind = options.delta ? 'Delta' : 'Complet';
  const date = after ? laterDate(settled.date) : settled.date;
  const counts = { schools: 0, classes: 0, pupils: 0, guardians: 0, staff: 0, files: 0 };
  const requests = { addRequest: 0, modifyRequest: 0, deleteRequest: 0 };
  const circonscriptions = new Map<string, Circonscription>();
  const stories: Stories = {};
  await mkdir(folder, { recursive: true });
  const files = delivery({ folder, kind, date, encoding, perPart });
  const first = options.delta ? sites({ ...settled, later: false }) : undefined;

  for (const { site, changes } of sites({ ...settled, later: after })) {
    const before = first?.next().value;
    const written = before ? changesBetween(recordsOf(before.site, year), recordsOf(site, year)) : additions(site, year);
    await files.write(site.academy, counted(written, requests));
    if (options.onde) counts.files += await writeOnde(site, folder);
    const pupils = site.families.flatMap((family) => family.pupils);
    counts.schools += site.schools.length;
    counts.classes += site.schools.reduce((sum, school) => sum + school.classes.length, 0);
    counts.pupils += pupils.length;
    counts.guardians += new Set(pupils.flatMap((pupil) => pupil.guardians.map((link) => link.guardian))).size;
    counts.staff += site.staff.length;
    for (const school of site.schools) circonscriptions.set(school.circonscription.id, school.circonscription);
    const told = { ...standingStories(site), ...changes };
    for (const name of storyNames(told)) if (!stories[name] && told[name]) record(stories, name, told[name]);
    tellCollision(site, stories);
    onProgress?.({ schools: counts.schools, total: settled.schools, people: counts.pupils + counts.guardians + counts.staff });
  }
  const paths = await files.finish();
  counts.files += paths.length;
  return {
    kind,
    date,
    seed: settled.seed,
    counts,
    requests: { add: requests.addRequest, modify: requests.modifyRequest, delete: requests.deleteRequest },
    files: paths,
    circonscriptions: [...circonscriptions.values()],
    stories,
  };
}

/** The first person of Montpellier bears the key of somebody of Toulouse, as both academies number from the same start. */
function tellCollision(site: Site, stories: Stories): void {
  const staff = site.academy.name === 'MONTPELLIER' ? site.staff[0] : undefined;
  if (!staff || stories.sameIdInBothAcademies) return;
  stories.sameIdInBothAcademies = { academy: 'MONTPELLIER', schools: [], pupils: [], guardians: [], staff: [staff.jointure], classes: [] };
}

function* counted(changes: Iterable<Change>, requests: Record<Change['kind'], number>): Generator<Change> {
  for (const change of changes) {
    requests[change.kind] += 1;
    yield change;
  }
}
