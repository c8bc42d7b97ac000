import { existsSync } from 'node:fs';
import { newId } from '#kernel/db';
import type { Here, Samples } from '#kernel/testing';
import { type Built, type Ent, startEnt } from '#kernel/testing';
import { services } from '../preau.ts';

/** Two towns that share nothing, and in the first one somebody of each profile. What the generated tests walk through. */

export const profiles = [
  'nobody',
  'pupil',
  'guardian',
  'teacher',
  'director',
  'assistant',
  'atsem',
  'town',
  'adviser',
  'inspector',
  'academy',
  'administrator',
] as const;
export type ProfileName = (typeof profiles)[number];

export type SampleWorld = {
  ent: Ent;
  people: Record<Exclude<ProfileName, 'nobody'>, string>;
  /** A value for every parameter of every route, in the school of these people, and in a school that is nothing to them. */
  here: Record<string, string>;
  elsewhere: Record<string, string>;
};

/** Nothing answers there: its doors are walked, not gone through. */
const nearby = { side: 'real', url: 'http://127.0.0.1:1', ticketKey: Buffer.alloc(32) } as const;

export async function sampleWorld(
  options: { rehearse?: boolean; built?: Built; demonstration?: boolean; now?: () => Date } = {},
): Promise<SampleWorld> {
  const ent = await startEnt(services, { sandbox: nearby, ...options });
  const near = await place(ent, 'Occitanie', 'École des Tilleuls');
  const far = await place(ent, 'Ailleurs', 'École du Port');
  const { schoolId, classId, townId, regionId, academyId, circonscriptionId } = near;
  const give = async (name: string, kind: Parameters<Ent['give']>[1], placeId: string) => {
    const id = await ent.person(name);
    await ent.give(id, kind, placeId);
    return id;
  };
  const people = {
    pupil: near.pupilId,
    guardian: near.guardianId,
    teacher: near.teacherId,
    director: near.directorId,
    assistant: await give('Sami Vidal', 'assistant', schoolId),
    atsem: await give('Rose Pujol', 'atsem', classId),
    town: await give('Luc Mercier', 'town', townId),
    adviser: await give('Inès Cros', 'adviser', circonscriptionId),
    inspector: await give('Marc Delmas', 'inspector', circonscriptionId),
    academy: await give('Irène Sabatier', 'academy', academyId),
    administrator: await give('Ada Fabre', 'administrator', regionId),
  };
  return { ent, people, here: await samplesIn(ent, near), elsewhere: await samplesIn(ent, far) };
}

async function place(ent: Ent, region: string, school: string) {
  const [regionId, academyId, circonscriptionId] = [newId(), newId(), newId()];
  await ent.db
    .insertInto('kernel.places')
    .values([
      { id: regionId, kind: 'region', name: region },
      { id: academyId, kind: 'academy', name: `Académie de ${region}`, parent_id: regionId },
      { id: circonscriptionId, kind: 'circonscription', name: `Circonscription de ${region}`, parent_id: academyId },
    ])
    .execute();
  const townId = await ent.town(`Commune de ${region}`);
  const schoolId = await ent.school({ name: school, townId, parentId: circonscriptionId });
  const classId = await ent.classroom(schoolId, 'CE1 A');
  const pupilId = await ent.pupil('Léa Martin', classId);
  const guardianId = await ent.guardian('Anne Martin', pupilId);
  const teacherId = await ent.teacher('Hugo Lafont', classId);
  await ent.give(teacherId, 'teacher', schoolId);
  const directorId = await ent.director('Nadia Ferrand', schoolId);
  return {
    regionId,
    academyId,
    circonscriptionId,
    townId,
    schoolId,
    classId,
    pupilId,
    guardianId,
    teacherId,
    directorId,
    folder: ent.folder,
    now: new Date(),
  };
}

/** What each service's samples.ts makes in a place, so that every `:parameter` of its routes has a value there. */
async function samplesIn(ent: Ent, here: Here): Promise<Record<string, string>> {
  const { now: _, ...ids } = here;
  const values: Record<string, string> = { ...ids };
  for (const { family, name } of services) {
    const file = new URL(`../services/${family}/${name}/samples.ts`, import.meta.url);
    if (!existsSync(file)) continue;
    const { samples }: { samples: Samples } = await import(file.href);
    const made = await ent.db.transaction().execute((db) => samples(db, here));
    for (const [key, value] of Object.entries(made)) values[`${name}.${key}`] = value;
  }
  return values;
}

export const parametersOf = (path: string): string[] => [...path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '');

/** A route's address with its parameters filled; an error when a parameter has no sample: write it in the service's samples.ts. */
export function addressOf(service: string, path: string, values: Record<string, string>): string {
  return path.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[`${service}.${name}`] ?? values[name];
    if (!value) throw new Error(`${path}: no sample for :${name}; add it to the samples.ts of ${service}`);
    return value;
  });
}
