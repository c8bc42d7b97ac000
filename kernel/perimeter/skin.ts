import type { Hand, Level } from '#kernel/db';
import type { Skin } from '#kernel/ui';
import type { Me } from './me.ts';

const byLevel: Record<Level, Skin> = {
  TPS: 'petits',
  PS: 'petits',
  MS: 'petits',
  GS: 'petits',
  CP: 'debutants',
  CE1: 'debutants',
  CE2: 'grands',
  CM1: 'grands',
  CM2: 'grands',
  ULIS: 'debutants',
};

/** The skin of a person: a child's follows their level, everybody else is an adult. */
export function skinOf(me: Me): Skin {
  const pupil = me.functions.find((hat) => hat.kind === 'pupil');
  if (!pupil) return 'adultes';
  return pupil.level ? byLevel[pupil.level] : 'debutants';
}

/** The writing a child reads: theirs, their class's, else CAPITALS until the middle of nursery school, then script. Nothing for adults. */
export function handOf(me: Me): Hand | undefined {
  const pupil = me.functions.find((hat) => hat.kind === 'pupil');
  if (!pupil) return;
  return me.hand ?? (pupil.level && ['TPS', 'PS', 'MS'].includes(pupil.level) ? 'capitals' : 'script');
}
