import { createHmac } from 'node:crypto';
import { type Database, sql } from '#kernel/db';
import { type Me, mainProfile, type Profile } from '#kernel/perimeter';

/**
 * What the national plan (DNMA) counts: which profile came, in which service, on what kind of device, and when. Its names are those of
 * the published figures (data.education.gouv.fr, fr-en-dnma-par-uai-*). Only pages shown to somebody signed in are counted.
 */
export const audiences = [
  ...(['accueil', 'actualites', 'cahier_textes', 'cahier_liaison', 'courrier_electronique', 'messagerie_instantanee'] as const),
  ...(['visioconference', 'stockage_partage', 'production_collaborative', 'documentation_cdi', 'parcours_pedagogique'] as const),
  ...(['service_collectivite', 'services_vie_scolaire', 'gestion_temps', 'absences', 'gestion_competences'] as const),
] as const;
export type Audience = (typeof audiences)[number];

export const measuredProfiles = ['eleve', 'parent', 'enseignant', 'collectivite', 'admin_vie_scol_tech'] as const;
export type MeasuredProfile = (typeof measuredProfiles)[number];
const measured: Record<Profile, MeasuredProfile> = {
  pupil: 'eleve',
  guardian: 'parent',
  teacher: 'enseignant',
  director: 'enseignant',
  town: 'collectivite',
  atsem: 'collectivite',
  assistant: 'admin_vie_scol_tech',
  adviser: 'admin_vie_scol_tech',
  inspector: 'admin_vie_scol_tech',
  academy: 'admin_vie_scol_tech',
  administrator: 'admin_vie_scol_tech',
};

export const devices = ['ordinateur', 'tablette', 'smartphone', 'autreappareil'] as const;
export type Device = (typeof devices)[number];

/** What kind of thing a browser says that it is on. */
export function deviceOf(agent = ''): Device {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return 'tablette';
  if (/Mobi|iPhone/.test(agent)) return 'smartphone';
  return /Windows|Macintosh|X11|CrOS|Linux/.test(agent) ? 'ordinateur' : 'autreappareil';
}

type View = { at: Date; visitor: Buffer; placeId: string; profile: MeasuredProfile; service: Audience | null; device: Device };

/** Monday of the week of this day in Paris, as ISO: the key of the visitors' codes. */
export const weekOf = (at: Date): string => {
  const day = new Date(`${new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(at)}T12:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
};

/**
 * Somebody, for a week: the same code all week long, another one the week after, and no way back to the person without our secret.
 * (The tag of other ENTs writes the person's id in another alphabet.)
 */
const visitorOf = (secret: Buffer, personId: string, at: Date): Buffer =>
  createHmac('sha256', secret)
    .update(`audience ${weekOf(at)} ${personId}`)
    .digest()
    .subarray(0, 16);

/** Where somebody counts: in the school of their first hat, else of their first child, else in their town or territory. */
const placeOf = ({ functions, children }: Me): string | undefined =>
  functions.find(({ schoolId }) => schoolId !== null)?.schoolId ?? children[0]?.schoolId ?? functions[0]?.placeId;

const flushEvery = 5_000;
const flushAt = 500;

export type Counter = {
  saw: (me: Me, view: { service: Audience | null; agent: string | undefined; at: Date }) => void;
  flush: () => Promise<void>;
};

/** Views wait in memory for some seconds, so that no page waits for its measure. What a killed server had not written is lost. */
export function countViews(db: Database, secret: Buffer): Counter {
  let waiting: View[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const views = waiting;
    waiting = [];
    if (views.length > 0) await write(db, views);
  };
  return {
    flush,
    saw(me, { service, agent, at }) {
      const [profile, placeId] = [mainProfile(me), placeOf(me)];
      if (!profile || !placeId) return;
      waiting.push({
        at,
        placeId,
        service,
        profile: measured[profile],
        visitor: visitorOf(secret, me.personId, at),
        device: deviceOf(agent),
      });
      // A measure that cannot be written is lost, and nothing else is.
      if (waiting.length >= flushAt) void flush().catch(() => {});
      else timer ??= setTimeout(() => void flush().catch(() => {}), flushEvery).unref();
    },
  };
}

const write = (db: Database, views: View[]): Promise<unknown> =>
  sql`
    insert into kernel.views (at, visitor, place_id, profile, service, device)
    select v.* from unnest(${views.map(({ at }) => at)}::timestamptz[], ${views.map(({ visitor }) => visitor)}::bytea[],
      ${views.map(({ placeId }) => placeId)}::uuid[], ${views.map(({ profile }) => profile)}::text[],
      ${views.map(({ service }) => service)}::text[], ${views.map(({ device }) => device)}::text[]) as v (at, visitor, place_id, profile, service, device)
    where exists (select from kernel.places p where p.id = v.place_id)`.execute(db);
