/** « 2 accompagnateurs piscine » is a task of two places; without a number it has one. */
export type Task = { label: string; places: number };

/** What was typed, one line after the other, each once. */
export const linesOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[\r\n]+/)
      .map((line) => line.replace(/\s+/g, ' ').trim())
      .filter(Boolean),
  ),
];

export function taskOf(line: string): Task {
  const [, number, label] = /^(\d{1,2}) (.+)$/.exec(line) ?? [];
  return number && label ? { label, places: Number(number) } : { label: line, places: 1 };
}
