/**
 * A seeded source of chance. The same seed text gives the same draws on every machine: a synthetic academy is a
 * function of its seed, so a bug met on one desk is met on all. Never for secrets.
 */
export type Random = {
  /** in [0, 1[ */
  next(): number;
  /** both bounds included */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** like pick, the head of the list coming back more often than its tail: names are not evenly spread */
  common<T>(list: readonly T[]): T;
  shuffle<T>(list: T[]): T[];
};

/** Four 32-bit words out of any text (FNV-1a, then stirred). */
function words(text: string): [number, number, number, number] {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  const stir = (salt: number): number => {
    const mixed = Math.imul(hash ^ (salt * 0x9e3779b9), 0x85ebca6b);
    return (mixed ^ (mixed >>> 15)) | 0;
  };
  return [stir(1), stir(2), stir(3), 1];
}

export function randomFrom(seed: string): Random {
  let [a, b, c, counter] = words(seed);
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 12; warm += 1) next();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
  return {
    next,
    pick,
    int: (min, max) => min + Math.floor(next() * (max - min + 1)),
    chance: (probability) => next() < probability,
    common: (list) => list[Math.floor(next() ** 1.7 * list.length)]!,
    shuffle: (list) => {
      for (let last = list.length - 1; last > 0; last -= 1) {
        const other = Math.floor(next() * (last + 1));
        [list[last], list[other]] = [list[other]!, list[last]!];
      }
      return list;
    },
  };
}
