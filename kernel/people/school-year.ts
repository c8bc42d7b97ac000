/** « 2026-2027 »: from 1 September, when classes are made anew, to 31 August. */
export type SchoolYear = { name: string; startsOn: string; endsOn: string };

/** The school year of a moment, in Paris. */
export function schoolYearOf(moment: Date): SchoolYear {
  const [year = 0, month = 0] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', year: 'numeric', month: 'numeric' })
    .format(moment)
    .split('-')
    .map(Number);
  const first = month >= 9 ? year : year - 1;
  return { name: `${first}-${first + 1}`, startsOn: `${first}-09-01`, endsOn: `${first + 1}-08-31` };
}
