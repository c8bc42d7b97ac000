import { newId, sql, type Writer } from '#kernel';
import { parisDay } from '#kernel/ui';
import { later } from './events.ts';
import { leaveHolidays } from './holidays.ts';
import type { Tables } from './tables.ts';

type Seat = { classId: string; teacherId: string; now: Date };

/** `after`: how many days from now, moved to the weekday asked (ISO, Monday is 1). */
type Demo = {
  after: number;
  weekday: number;
  title: string;
  details?: string;
  venue?: string;
  hours?: [string, string];
  days?: number;
  weekly?: boolean;
  asks?: boolean;
};

const ofClass: Demo[] = [
  {
    after: 1,
    weekday: 2,
    title: 'Piscine',
    details: 'Maillot, bonnet, serviette.',
    venue: 'Piscine des Iris',
    hours: ['09:00', '10:30'],
    weekly: true,
  },
  {
    after: 6,
    weekday: 5,
    title: 'Lecture des contes',
    details: 'Les enfants lisent, les familles écoutent. Il y aura du thé.',
    venue: 'La classe',
    hours: ['16:30', '17:30'],
    asks: true,
  },
  {
    after: 12,
    weekday: 4,
    title: 'Sortie au muséum',
    details: 'Pique-nique, gourde, vêtement de pluie.',
    venue: 'Muséum',
    hours: ['08:45', '16:15'],
  },
];
const ofSchool: Demo[] = [
  { after: 9, weekday: 2, title: 'Photo de classe', hours: ['08:30', '12:00'] },
  {
    after: 14,
    weekday: 6,
    title: 'Marché d’hiver',
    details: 'Chaque classe tient une table. Venez nombreux.',
    venue: 'Le préau',
    hours: ['10:00', '13:00'],
    asks: true,
  },
  { after: 20, weekday: 2, title: 'Conseil d’école', venue: 'Salle des maîtres', hours: ['18:00', '20:00'] },
];
const ofTown: Demo[] = [{ after: 16, weekday: 4, title: 'Repas de fête à la cantine', details: 'Pour les enfants inscrits ce jour-là.' }];

/** That weekday, on or after it. */
function dayOf(now: Date, { after, weekday }: Demo): string {
  const from = later(parisDay(now), after);
  const iso = new Date(`${from}T12:00:00Z`).getUTCDay() || 7;
  return later(from, (weekday - iso + 7) % 7);
}

/** The month of a class as families see it; its school's and its town's once, whichever class comes first. */
export async function seedDemo(db: Writer<Tables>, { classId, teacherId, now }: Seat): Promise<void> {
  const { rows } = await sql<{ schoolId: string; townId: string | null; directorId: string | null; known: boolean }>`
    select s.id as "schoolId", s.town_id as "townId", exists (select from agenda.events e where e.place_id = s.id) as known,
      (select f.person_id from kernel.functions_today f where f.place_id = s.id and f.kind = 'director' order by f.id limit 1) as "directorId"
    from kernel.places c join kernel.schools s on s.id = c.school_id where c.id = ${classId}`.execute(db);
  const [found] = rows;
  if (!found) return;
  await write(db, ofClass, { placeId: classId, schoolId: found.schoolId, authorId: teacherId, now });
  if (found.known) return;
  await write(db, ofSchool, { placeId: found.schoolId, schoolId: found.schoolId, authorId: found.directorId, now });
  const townKnown = await db.selectFrom('agenda.events').select('id').where('place_id', '=', found.townId).executeTakeFirst();
  if (found.townId && !townKnown) await write(db, ofTown, { placeId: found.townId, schoolId: null, authorId: null, now });
}

async function write(
  db: Writer<Tables>,
  demos: Demo[],
  { placeId, schoolId, authorId, now }: { placeId: string; schoolId: string | null; authorId: string | null; now: Date },
): Promise<void> {
  const rows = demos.map((demo) => {
    const first = dayOf(now, demo);
    return {
      id: newId(),
      place_id: placeId,
      owner_id: null,
      school_id: schoolId,
      author_id: authorId,
      title: demo.title,
      details: demo.details ?? '',
      venue: demo.venue ?? '',
      first_day: first,
      last_day: later(first, (demo.days ?? 1) - 1),
      starts: demo.hours?.[0] ?? null,
      ends: demo.hours?.[1] ?? null,
      time_zone: 'Europe/Paris',
      every: demo.weekly ? ('week' as const) : null,
      until: demo.weekly ? later(first, 70) : null,
      asks_reply: demo.asks ?? false,
      changed_at: now,
    };
  });
  await db.insertInto('agenda.events').values(rows).execute();
  for (const { id } of rows) await leaveHolidays(db, id, true);
}
