import { profilesOf, routesFor, z } from '#kernel';
import { signedIn } from '#kernel/perimeter';
import { opensTo } from '#kernel/service';
import { AdultHome } from './adult.tsx';
import { childrenOf, classesOf, classOfPupil, newsFor, perimeterOf, schoolsDirectedBy, townsOf } from './facts.ts';
import { PupilHome } from './pupil.tsx';

const { page } = routesFor();

const Family = z.enum(['communication', 'information', 'pupil-life', 'pedagogy', 'utilities', 'governance']);
const Todo = z.object({
  href: z.string(),
  title: z.string(),
  verb: z.string(),
  family: Family,
  late: z.boolean(),
  child: z.object({ id: z.string(), firstName: z.string() }).optional(),
  school: z.string().optional(),
  deadline: z.string().nullish(),
});

export const Home = z.object({
  firstName: z.string(),
  hats: z.array(z.string()),
  todos: z.array(Todo),
  news: z.array(z.object({ id: z.string(), title: z.string(), href: z.string(), at: z.date(), unread: z.boolean() })),
  children: z.array(z.object({ id: z.string(), firstName: z.string(), place: z.string().nullable(), school: z.string() })),
  classes: z.array(
    z.object({ id: z.string(), name: z.string(), school: z.string(), pupils: z.number(), guardians: z.number(), active: z.number() }),
  ),
  schools: z.array(
    z.object({ id: z.string(), name: z.string(), pupils: z.number(), waiting: z.number(), accounts: z.number(), active: z.number() }),
  ),
  towns: z.array(z.object({ town: z.string(), schools: z.array(z.string()) })),
  perimeter: z.object({ schools: z.number(), pupils: z.number() }).nullable(),
  pupil: z.object({ place: z.string(), teachers: z.array(z.string()) }).nullable(),
  tiles: z.array(
    z.object({ label: z.string(), href: z.string(), family: Family, picture: z.string().optional(), sentence: z.string().optional() }),
  ),
  now: z.date(),
});
export type HomeAnswer = z.infer<typeof Home>;

/** What I have to do first, then what each of my hats needs; whatever services this house has. */
export const home = page('/', {
  may: signedIn,
  answer: Home,
  load: async ({ db, me, services, now }) => {
    const hats = profilesOf(me);
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(now);
    const todos = [];
    for (const { family, todo } of services)
      for (const item of (await todo?.({ db, me, now })) ?? [])
        todos.push({ ...item, family, late: Boolean(item.deadline && item.deadline < today) });
    return {
      now,
      firstName: me.firstName,
      hats: [...hats],
      todos: todos.sort((one, other) => (one.deadline ?? '9999').localeCompare(other.deadline ?? '9999')),
      news: await newsFor(db, me),
      children: await childrenOf(db, me),
      classes: hats.has('teacher') || hats.has('atsem') || hats.has('assistant') ? await classesOf(db, me) : [],
      schools: hats.has('director') ? await schoolsDirectedBy(db, me) : [],
      towns: hats.has('town') ? await townsOf(db, me) : [],
      perimeter: await perimeterOf(db, me),
      pupil: hats.has('pupil') ? await classOfPupil(db, me) : null,
      tiles: services.flatMap((service) => {
        const { label, family, tile } = service;
        return tile && tile.href !== '/' && opensTo(service, me)
          ? [
              {
                label,
                family,
                href: tile.href,
                picture: tile.picture,
                sentence: (hats.has('pupil') && tile.childSentence) || tile.sentence,
              },
            ]
          : [];
      }),
    };
  },
  view: (answer) => (answer.hats.includes('pupil') ? <PupilHome {...answer} /> : <AdultHome {...answer} />),
});
