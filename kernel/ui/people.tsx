/** Eight colours for people; the same person always has the same one. */
export const hues = 8;
export function hueOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return sum % hues;
}

/** « Anne-Lise Le Goff » → AL */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter(Boolean);
  return [words[0], words[1]].map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('fr') ?? '').join('');
}

export type Person = { id: string; name: string };

/** Goes with the name in words: hidden from screen readers. */
export const Avatar = ({ person, size = 'm' }: { person: Person; size?: 's' | 'm' | 'l' }) => (
  <span class={`avatar hue-${hueOf(person.id)} is-${size}`} aria-hidden="true">
    {initialsOf(person.name)}
  </span>
);

/** Which child this is about: the first letter on the child's own colour, then the name. */
export const ChildChip = ({ child, school }: { child: Person; school?: string }) => (
  <span class="child">
    <span class={`avatar hue-${hueOf(child.id)} is-s`} aria-hidden="true">
      {[...child.name][0]?.toLocaleUpperCase('fr')}
    </span>
    <span class="child-name">{child.name}</span>
    {school && <span class="child-school">{school}</span>}
  </span>
);
