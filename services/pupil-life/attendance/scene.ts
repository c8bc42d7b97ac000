import type { Ent, Visitor } from '#kernel/testing';

/** What the tests of the roll call share: a Tuesday at 8 h 40, a school with two classes, and separated parents. */
export const tuesday = new Date('2026-11-24T07:40:00Z');

export async function village(ent: Ent) {
  const school = await ent.school();
  const ce1 = await ent.classroom(school, 'CE1 A');
  const cm2 = await ent.classroom(school, 'CM2');
  const elsewhere = await ent.school({ name: 'École du Lac' });
  const far = await ent.classroom(elsewhere, 'CP');
  const zelie = await ent.pupil('Zélie Moreau', ce1);
  const tom = await ent.pupil('Tom Petit', ce1);
  const lea = await ent.pupil('Léa Aubin', ce1);
  const ali = await ent.pupil('Ali Kaya', cm2, 'CM2');
  const atsem = await ent.person('Rose Pujol');
  await ent.give(atsem, 'atsem', ce1);
  return {
    ...{ school, ce1, cm2, elsewhere, far, zelie, tom, lea, ali, atsem },
    claire: await ent.teacher('Claire Benali', ce1),
    marc: await ent.teacher('Marc Olive', cm2),
    lou: await ent.teacher('Lou Ferrand', far),
    dominique: await ent.director('Dominique Rey', school),
    anne: await ent.guardian('Anne Moreau', zelie),
    karim: await ent.guardian('Karim Sadi', zelie),
    julie: await ent.guardian('Julie Petit', tom),
    emine: await ent.guardian('Emine Kaya', ali),
  };
}

export type Line = { id: string; name: string; state: string; arrived: string | null; announced: string | null };
export type SheetSeen = { key: string; seen: number; lines: Line[]; differences: { name: string; said: { state: string }[] }[] };

export const opened = async (who: Visitor, address: string): Promise<SheetSeen> => (await who.json(address)).json();

/** The form of a sheet as the page shows it, with what somebody changes: « zelie: absent », « tom: late 08:52 ». */
export function filled({ key, seen, lines }: SheetSeen, changes: Record<string, string> = {}, at: Record<string, string> = {}) {
  const fields: Record<string, string> = { key, seen: String(seen) };
  for (const { id, state, arrived } of lines) {
    const [to = state, clock = arrived ?? ''] = (changes[id] ?? `${state} ${arrived ?? ''}`).split(' ');
    fields[`mark-${id}`] = to;
    if (clock) fields[`arrived-${id}`] = clock;
    if (at[id]) fields[`at-${id}`] = at[id];
  }
  return fields;
}

export const statesOf = ({ lines }: SheetSeen): Record<string, string> =>
  Object.fromEntries(lines.map(({ name, state, arrived }) => [name, arrived ? `${state} ${arrived}` : state]));
