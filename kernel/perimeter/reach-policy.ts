import type { Profile } from './me.ts';

/**
 * Where the reader stands, seen from the writer:
 * `class` has a function in (or a child in) a class of mine · `school` in a school of mine · `above` in a place that contains a
 * school of mine: circonscription, town · `inside` in a place that mine contains.
 */
export type Around = 'class' | 'school' | 'above' | 'inside';

/** What stays closed until a class opens it (`kernel.reach_openings`). */
export type Opening = 'pupils' | 'parents';

export type Rule = { writers: Profile[]; readers: Profile[]; around: Around; opened?: Opening };

const team: Profile[] = ['teacher', 'assistant', 'atsem', 'director'];

/**
 * Who may write to whom. What is not here is closed: a parent to another parent or to another child, a pupil to any adult who
 * does not teach them. Whoever was written to may answer: that is the thread's business, not this list's.
 */
export const policy: Rule[] = [
  { writers: ['guardian'], readers: ['teacher'], around: 'class' },
  { writers: ['guardian'], readers: ['director'], around: 'school' },
  { writers: ['guardian'], readers: ['guardian'], around: 'class', opened: 'parents' },

  { writers: ['pupil'], readers: ['pupil', 'teacher'], around: 'class', opened: 'pupils' },

  { writers: ['teacher', 'assistant', 'atsem'], readers: ['pupil'], around: 'class', opened: 'pupils' },
  { writers: ['teacher', 'assistant', 'atsem'], readers: ['guardian'], around: 'class' },
  { writers: team, readers: team, around: 'school' },
  { writers: team, readers: ['adviser', 'inspector'], around: 'above' },
  { writers: ['director'], readers: ['guardian'], around: 'school' },
  { writers: ['director'], readers: ['town'], around: 'above' },

  { writers: ['town'], readers: ['director'], around: 'inside' },
  { writers: ['adviser', 'inspector'], readers: ['director', 'teacher'], around: 'inside' },
  { writers: ['academy', 'administrator'], readers: ['director', 'inspector', 'adviser'], around: 'inside' },
];

/** Circles: many people under one name, each offered only to these writers and where they stand. Never to parents nor pupils. */
export const circlePolicy = {
  families: {
    readers: ['guardian'],
    offered: [
      { writers: ['teacher', 'assistant', 'atsem'], at: 'class' },
      { writers: ['director'], at: 'school' },
    ],
  },
  pupils: { readers: ['pupil'], offered: [{ writers: ['teacher', 'assistant', 'atsem'], at: 'class' }] },
  team: { readers: team, offered: [{ writers: team, at: 'school' }] },
  directors: { readers: ['director'], offered: [{ writers: ['town', 'adviser', 'inspector', 'academy', 'administrator'], at: 'place' }] },
  teachers: { readers: ['teacher'], offered: [{ writers: ['adviser', 'inspector'], at: 'place' }] },
  inspection: { readers: ['inspector', 'adviser'], offered: [{ writers: ['academy', 'administrator'], at: 'place' }] },
} as const satisfies Record<string, { readers: Profile[]; offered: { writers: Profile[]; at: 'class' | 'school' | 'place' }[] }>;

export type CircleKind = keyof typeof circlePolicy;
