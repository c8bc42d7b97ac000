import { hidden, routesFor, sql } from '#kernel';
import { audiences, devices, measuredProfiles } from '#kernel/audience';
import { csv } from '#kernel/csv';
import { OnePlace, Week, weekAsked } from './board.tsx';
import { type Counted, hush, type Said } from './hush.ts';
import { followed, mayRead } from './policy.ts';
import type { Cut, Tables } from './tables.ts';
import { t } from './texts.ts';

const { download } = routesFor<Tables>();

const valuesOf: Record<'all' | Cut, readonly string[]> = {
  all: [''],
  profile: measuredProfiles,
  service: audiences,
  device: devices,
  hour: [],
};
const columns = (['all', 'profile', 'service', 'device'] as const).flatMap((cut) => valuesOf[cut].map((value) => ({ cut, value })));

/** HH:MM:SS, which may pass twenty-four hours, as the national figures write it. */
export const clockOf = (seconds: number): string =>
  [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');

type Row = { uai: string; name: string; city: string | null; figures: (Counted & { cut: 'all' | Cut })[] };

/** A line for each school, in the columns of the open data of the DNMA (fr-en-dnma-par-uai-profils, -services, -appareils). */
export const openData = download('/frequentation/:placeId/csv', {
  params: OnePlace,
  may: mayRead,
  query: Week,
  load: async ({ db, me, now, params: { placeId }, query: { semaine } }) => {
    const place = await db.selectFrom('kernel.places').select('name').where('id', '=', placeId).executeTakeFirst();
    if (!place) return hidden;
    const week = await weekAsked(db, now, semaine);
    const { rows } = await sql<Row>`
      select s.uai, p.name, s.city, coalesce(json_agg(json_build_object('cut', w.cut, 'value', w.value, 'visits', w.visits, 'users', w.users,
        'seconds', w.seconds)) filter (where w.cut is not null), '[]') as figures
      from kernel.place_ancestors a join kernel.schools s on s.id = a.place_id join kernel.places p on p.id = s.id
      left join statistics.weeks w on w.place_id = s.id and w.week = ${week}
      where a.ancestor_id = ${placeId} and s.id in ${followed(me)} group by s.uai, p.name, s.city order by s.uai`.execute(db);
    const names = columns.map(({ value }) => value || 'globales');
    const heads = [
      'debutsemaine',
      'uai',
      'ecole',
      'commune',
      ...['visites', 'utilisateurs', 'duree'].flatMap((what) => names.map((name) => `${what}_${name}`)),
    ];
    const lines = rows.map(({ uai, name, city, figures }) => {
      const said = columns.map(({ cut, value }) => hush(figures.filter((one) => one.cut === cut)).find((one) => one.value === value));
      const cells = (read: (one: Said) => string) => said.map((one) => (one ? read(one) : '0'));
      return [
        ...[week, uai, name, city ?? ''],
        ...cells(({ visits }) => String(visits ?? '')),
        ...cells(({ users }) => String(users ?? '')),
        ...said.map((one) => (one ? (one.seconds === null ? '' : clockOf(one.seconds)) : '00:00:00')),
      ];
    });
    return {
      name: `${t.file({ name: place.name, week })}.csv`,
      mediaType: 'text/csv; charset=utf-8',
      bytes: Buffer.from(csv([heads, ...lines])),
    };
  },
});
