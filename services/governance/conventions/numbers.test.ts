import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { conciliationBy, courtFrom, lastDayToAgree, terminatedOn, termOf, workingDay, yearAfter, yearBefore } from './dates.ts';
import { deadlinesOf, noticeDue } from './deadlines.ts';
import { endAfter, lastDayCovered } from './ends.ts';
import { actesShape, departmentOf, inseeIn, looksLike, siretIn, siretText } from './identifiers.ts';
import { amountText, centsIn, eurosText, plainAmount, sumOf, totalOf, usualUnitCents } from './money.ts';
import { labelOf } from './schools-of.ts';

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

test('a SIRET is known by its key, spaces or not; La Poste’s offices by the sum of their digits', () => {
  expect([siretIn('21310282500014'), siretIn('213 102 825 00014'), siretIn('213.102.825.00014')]).toEqual(Array(3).fill('21310282500014'));
  for (const wrong of ['21310282500015', '2131028250001', '213102825000140', 'A1310282500014', '', '21310282500041'])
    expect([wrong, siretIn(wrong)]).toEqual([wrong, undefined]);
  // The head office holds under Luhn; this post office under La Poste’s own rule only.
  expect([siretIn('35600000000048'), siretIn('35600000049837'), siretIn('35600000049838')]).toEqual([
    '35600000000048',
    '35600000049837',
    undefined,
  ]);
  expect(plain(siretText('21310282500014'))).toBe('213 102 825 00014');
});

test('whichever digit of a SIRET is mistyped, it is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 13 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digits = [...'21310282500014'];
      digits[at] = String((Number(digits[at]) + by) % 10);
      return siretIn(digits.join('')) === undefined;
    }),
  );
});

test('an INSEE code is no postal code of Corsica nor of nowhere; a SIREN that is not the commune’s usual one is only a doubt', () => {
  expect(['31282', '2a004', '97411', '98818'].map(inseeIn)).toEqual(['31282', '2A004', '97411', '98818']);
  expect(['20004', '00000', '3128', '99999', '312821', '96000'].map(inseeIn)).toEqual(Array(6).fill(undefined));
  expect([looksLike('21310282500014', '31282'), looksLike('20002345600015', '31282')]).toEqual([true, false]);
  expect(['0312599G', '6200123X', '7200123X', '9740123X'].map(departmentOf)).toEqual(['31', '2A', '2B', '974']);
  expect(actesShape.test('031-213102825-20240529-DEL22024040-DE')).toBe(true);
});

test('a school is written as article 9 writes it, its commune said once, capitals without accents', () => {
  const school = { uai: '0312313W', name: 'École maternelle Arthur Rimbaud', city: 'Launaguet', nature: 'maternelle' as const };
  expect(labelOf(school)).toBe('LAUNAGUET - 31 - E.M.PU ARTHUR RIMBAUD LAUNAGUET - 0312313W');
  expect(labelOf({ ...school, name: 'E.M.PU ARTHUR RIMBAUD LAUNAGUET' })).toBe(labelOf(school));
  expect(labelOf({ ...school, name: 'École L’Orée-du-Bois', city: 'Bédarieux', nature: 'primaire' })).toBe(
    "BEDARIEUX - 31 - E.P.PU L'OREE-DU-BOIS BEDARIEUX - 0312313W",
  );
});

test('money to the cent over 10 000 generated conventions: what is written adds up to what is due', () => {
  const convention = fc.record({
    unitCents: fc.oneof(fc.constant(usualUnitCents), fc.integer({ min: 1, max: 99_999 })),
    schools: fc.integer({ min: 1, max: 900 }),
  });
  const drawn = fc.sample(convention, { numRuns: 10_000, seed: 5 });
  const read = (text: string) => BigInt(text.replaceAll(/\D/g, ''));
  const written = drawn.map((one) => {
    const cents = totalOf(one);
    expect(Number.isSafeInteger(cents)).toBe(true);
    // Line by line, as the annex writes it.
    expect(sumOf(Array.from({ length: one.schools }, () => one.unitCents))).toBe(cents);
    for (const text of [eurosText(cents), plainAmount(cents)]) expect(read(text)).toBe(BigInt(cents));
    expect(plainAmount(cents)).toMatch(/^\d+,\d{2}$/);
    expect(centsIn(amountText(cents).replaceAll(/\s/g, ''))).toBe(cents);
    return read(eurosText(cents));
  });
  const due = drawn.reduce((sum, { unitCents, schools }) => sum + BigInt(unitCents) * BigInt(schools), 0n);
  expect(written.reduce((sum, one) => sum + one, 0n)).toBe(due);
  expect(BigInt(sumOf(drawn.map(totalOf)))).toBe(due);
  expect(plain(eurosText(totalOf({ unitCents: 4500, schools: 5 })))).toBe('225,00 €');
  expect([0, 5, 45, 4500, 123_456_789].map((cents) => plain(eurosText(cents)))).toEqual([
    '0,00 €',
    '0,05 €',
    '0,45 €',
    '45,00 €',
    '1 234 567,89 €',
  ]);
});

test('what is no amount is none', () => {
  expect(['180', '180,5', '1 180.50 €', '0,05'].map(centsIn)).toEqual([18_000, 18_050, 118_050, 5]);
  expect(['', '-1', '1e3', '1,234', 'NaN', '12345678'].map(centsIn)).toEqual(Array(6).fill(undefined));
});

const days = fc.integer({ min: 0, max: 365 * 60 }).map((days) => Temporal.PlainDate.from('2020-01-01').add({ days }).toString());

test('a month is counted to its own day, or to the last one, leap years included; a limit never ends on a day off', () => {
  expect(conciliationBy('2025-06-10')).toBe('2025-07-10');
  expect(conciliationBy('2028-01-31')).toBe('2028-02-29'); // a leap year
  expect(conciliationBy('2027-01-31')).toBe('2027-03-01'); // 28 February 2027 is a Sunday
  expect(conciliationBy('2026-01-30')).toBe('2026-03-02'); // 28 February 2026 is a Saturday
  expect(lastDayToAgree('2028-02-14')).toBe('2028-02-29');
  expect(lastDayToAgree('2025-04-30')).toBe('2025-05-15');
  expect(workingDay('2026-05-01')).toBe('2026-05-04'); // 1 May, a Friday, then a week-end
  expect(workingDay('2024-03-30')).toBe('2024-04-02'); // the week-end and the Monday of Easter
  fc.assert(
    fc.property(days, (day) => {
      for (const limit of [conciliationBy(day), lastDayToAgree(day)]) {
        expect(Temporal.PlainDate.from(limit).dayOfWeek).toBeLessThan(6);
        expect(workingDay(limit)).toBe(limit);
      }
      const agree = Temporal.PlainDate.from(day).until(lastDayToAgree(day)).days;
      expect([agree >= 15, agree <= 15 + 5]).toEqual([true, true]);
      expect(terminatedOn(day) > lastDayToAgree(day) && courtFrom(day) > terminatedOn(day)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a convention ends on 5 September that follows its year', () => {
  expect([termOf('2024-2025'), yearAfter('2024-2025'), yearBefore('2024-2025')]).toEqual(['2025-09-05', '2025-2026', '2023-2024']);
});

test('each notice of a day is told once its time has come, the latest of them', () => {
  const conciliation = { about: 'conciliation', day: '2025-07-10' } as const;
  expect(['2025-07-02', '2025-07-03', '2025-07-08', '2025-07-09', '2025-07-15'].map((day) => noticeDue(conciliation, day))).toEqual([
    undefined,
    7,
    7,
    1,
    1,
  ]);
  const standing = { state: 'warned', schoolYear: '2024-2025', noticedOn: '2025-03-03', warnedOn: '2025-04-14', renewed: false } as const;
  expect(deadlinesOf(standing)).toEqual([
    { about: 'agreement', day: '2025-04-29' },
    { about: 'court', day: '2025-05-15' },
    { about: 'term', day: '2025-09-05' },
  ]);
});

const cover = (
  schoolYear: string,
  state: 'in-force' | 'ended' | 'sent' | 'terminated' | 'dropped' | 'draft',
  stoppedOn: string | null = null,
) => ({
  ...{ schoolYear, state, stoppedOn },
});

test('a school is covered until the term, until New Year’s Eve while the next convention is on its way, and no longer once it came to nothing', () => {
  expect(lastDayCovered([cover('2024-2025', 'in-force')])).toBe('2025-09-05');
  expect(lastDayCovered([cover('2024-2025', 'ended'), cover('2025-2026', 'draft')])).toBe('2025-09-05');
  expect(lastDayCovered([cover('2024-2025', 'ended'), cover('2025-2026', 'sent')])).toBe('2025-12-31');
  expect(lastDayCovered([cover('2024-2025', 'ended'), cover('2025-2026', 'in-force')])).toBe('2026-09-05');
  expect(lastDayCovered([cover('2024-2025', 'ended'), cover('2025-2026', 'dropped', '2025-11-14')])).toBe('2025-11-14');
  expect(lastDayCovered([cover('2024-2025', 'in-force'), cover('2025-2026', 'dropped', '2025-06-14')])).toBe('2025-09-05');
  expect(lastDayCovered([cover('2024-2025', 'terminated', '2025-04-30')])).toBe('2025-04-30');
  // Never bound: the rule is about renewal, and stops nobody who was there before.
  expect(lastDayCovered([cover('2024-2025', 'sent')])).toBeUndefined();
  expect(lastDayCovered([cover('2024-2025', 'dropped', '2024-11-14')])).toBeUndefined();
});

test('three months to read and take away, then it is closed', () => {
  expect(endAfter('2025-09-05')).toEqual({ readOnlyFrom: '2025-09-06', lastDayToExport: '2025-12-05', closedFrom: '2025-12-06' });
  expect(endAfter('2027-11-29')).toEqual({ readOnlyFrom: '2027-11-30', lastDayToExport: '2028-02-28', closedFrom: '2028-02-29' });
});
