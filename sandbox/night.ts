const hourMs = 3_600_000;
const inParis = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The night a moment follows, by its day in Paris: at 3:59 it is still the one before, when it is made anew at 4. */
const nightOf = (moment: Date, hour: number): string => inParis.format(new Date(moment.getTime() - hour * hourMs));

/** Was a night missed since then? Also true of a machine that was off at that hour. */
export const isDue = (made: Date, now: Date, hour: number): boolean => nightOf(made, hour) !== nightOf(now, hour);
