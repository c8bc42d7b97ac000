import type { Seat } from './classes.ts';
import { LEVELS, type Level } from './model.ts';
import type { Random } from './random.ts';

const isNursery = (level: Level): boolean => LEVELS.indexOf(level) < LEVELS.indexOf('CP');

/** Siblings share the school of their age, and schools of one sector; two children of one year would be twins. */
function suits(taken: Seat[], seat: Seat): boolean {
  return taken.every((other) => {
    if (other.level === seat.level || other.room.ulis) return false;
    if (other.school === seat.school) return true;
    return other.school.sector === seat.school.sector && !(isNursery(other.level) && isNursery(seat.level));
  });
}

const FAR = 150;

/** Takes the last seat of a shuffled pool and up to `count - 1` more that a family could fill, looking not too far. */
export function takeSeats(pool: Seat[], count: number): Seat[] {
  const first = pool.pop();
  if (!first) return [];
  const taken = [first];
  for (let index = pool.length - 1, seen = 0; index >= 0 && taken.length < count && seen < FAR; index -= 1, seen += 1) {
    const seat = pool[index]!;
    if (!suits(taken, seat) || seat.room.ulis) continue;
    taken.push(seat);
    pool[index] = pool[pool.length - 1]!;
    pool.pop();
  }
  return taken;
}

/** Takes the first seat that answers, or none. */
export function takeSeat(pool: Seat[], answers: (seat: Seat) => boolean): Seat | undefined {
  const index = pool.findIndex(answers);
  return index < 0 ? undefined : pool.splice(index, 1)[0];
}

export function drawSize(random: Random): number {
  const draw = random.next();
  if (draw < 0.5) return 1;
  if (draw < 0.88) return 2;
  return draw < 0.98 ? 3 : 4;
}
