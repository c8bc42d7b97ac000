import { Temporal } from 'temporal-polyfill';

const hour = 3_600_000;

/** Until when the CNIL is told: 72 hours after it was discovered, nights, Sundays and holidays counted (RGPD, art. 33 § 1). */
export const dueAt = (discoveredAt: Date): Date => new Date(discoveredAt.getTime() + 72 * hour);

/** Whole hours that are left; below zero, hours gone since. */
export const hoursLeft = (discoveredAt: Date, now: Date): number => Math.floor((dueAt(discoveredAt).getTime() - now.getTime()) / hour);

/** The hours left at which whoever decides is told again. */
export const reminders = [24, 6, 0] as const;

/** The moment of a day and a clock of Paris, « 2026-11-24 » and « 14:30 ». */
export const parisMoment = (day: string, clock: string): Date =>
  new Date(Temporal.PlainDateTime.from(`${day}T${clock}`).toZonedDateTime('Europe/Paris').epochMilliseconds);
