/** Of fewer people nothing is said: among four, « three came » almost points at the fourth. */
export const fewest = 5;

export type Counted = { value: string; visits: number; users: number; seconds: number };
/** `null`: fewer than five people. */
export type Said = { value: string; visits: number | null; users: number | null; seconds: number | null };

/**
 * Keeps to itself what concerns fewer than five people; and, when what is hidden concerns fewer than five in all, the smallest of the
 * others with it: else the sum, less what is said, would tell.
 */
export function hush(rows: readonly Counted[]): Said[] {
  const small = new Set(rows.filter(({ users }) => users > 0 && users < fewest));
  const hidden = [...small].reduce((sum, { users }) => sum + users, 0);
  const [next] = rows.filter((row) => !small.has(row) && row.users > 0).sort((a, b) => a.users - b.users);
  if (small.size > 0 && hidden < fewest && next) small.add(next);
  return rows.map((row) => (small.has(row) ? { value: row.value, visits: null, users: null, seconds: null } : row));
}
