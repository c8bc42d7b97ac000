/** One line of the bench: what was measured, and the bare thing it is compared with, in the same run. */
export type Row = {
  name: string;
  /** « 1 240 persons/s » */
  value: string;
  reference: string;
  /** value over reference, the larger the worse */
  ratio: number;
  /** the ratio must not exceed it */
  target: number;
};

export const median = (values: number[]): number => {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
};
