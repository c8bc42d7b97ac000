import { randomBytes } from 'node:crypto';
import { toString as qrOf } from 'qrcode';
import { hidden, newId, refuse, routesFor, sql, uuid, type Writer, z } from '#kernel';
import { type Drawer, keepFile } from '#kernel/files';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import { clockOf, isoMonth, lastDayOf } from '../half-days.ts';
import { answersForSchool } from '../policy.ts';
import type { Tables } from '../tables.ts';
import { t } from '../texts.ts';
import { codeOf, rootOf } from './chain.ts';
import { digestOfPrinted, type Proof, sealed } from './document.ts';
import { type Printed, printedMonth } from './printed.ts';
import { append } from './record.ts';
import { months } from './register.tsx';
import { linesFrom } from './verify.ts';

const { action } = routesFor<Tables>();

/** The director closes a month that is over: a last line seals it and what is printed, and the document is kept ten years. */
export const closeMonth = action('/appel/ecoles/:schoolId/registre/:month', {
  params: z.object({ schoolId: uuid, month: isoMonth }),
  may: answersForSchool,
  does: 'register.closed',
  body: z.object({}),
  redraw: months,
  run: async ({ db, me, now, secret, drawer, params: { schoolId, month } }) => {
    const { day } = await clockOf(db, schoolId, now);
    if (day <= lastDayOf(month)) return refuse('early', t.monthNotOver, { status: 409 });
    const called =
      await sql`select from attendance.calls where school_id = ${schoolId} and to_char(day, 'YYYY-MM') = ${month} limit 1`.execute(db);
    if (called.rows.length === 0) return hidden;
    const closed = await close(db, { schoolId, month, by: me.personId, secret, drawer, now });
    if (!closed) return refuse('closed', t.alreadyClosed, { status: 409 });
    return { see: `/appel/ecoles/${schoolId}/registre`, say: t.monthClosed, note: { schoolId, details: { month, code: closed } } };
  },
});

type Closing = { schoolId: string; month: string; by: string; secret: Buffer; drawer: Drawer; now: Date };

/** Gives the code of verification; nothing when the month was closed already. */
async function close(db: Writer<Tables>, { schoolId, month, by, secret, drawer, now }: Closing): Promise<string | undefined> {
  await sql`select from attendance.heads where school_id = ${schoolId} for update`.execute(db);
  const closes = await db.selectFrom('attendance.closes').select(['month', 'line']).where('school_id', '=', schoolId).execute();
  if (closes.some((one) => one.month === month)) return;
  const printed = await printedMonth(db, schoolId, month);
  const nonce = randomBytes(16).toString('hex');
  const first = Math.max(0, ...closes.map(({ line }) => line)) + 1;
  const { line, hash } = await append(db, schoolId, now, { kind: 'close', month, from: first, sheet: digestOfPrinted(printed, nonce) });
  const lines = await linesFrom(db, schoolId, first);
  const code = codeOf(hash);
  const previous = (lines[0]?.previous ?? rootOf(printed.uai)).toString('hex');
  const proof: Proof = {
    v: 1,
    uai: printed.uai,
    month,
    first,
    previous,
    lines: lines.map((one) => ({ payload: one.payload, hash: one.hash.toString('hex') })),
    code,
    nonce,
    printed,
  };
  const bytes = sealed(await pdfOf(printed, code, proof), secret);
  const name = `${t.registerFile({ name: printed.school, month })}.pdf`;
  const file_id = await keepFile(db, drawer, { name, mediaType: 'application/pdf', bytes }, { schoolId, by });
  await db
    .insertInto('attendance.closes')
    .values({ id: newId(now.getTime()), school_id: schoolId, month, line, hash, file_id, closed_by: by, closed_at: now })
    .execute();
  return code;
}

async function pdfOf(printed: Printed, code: string, proof: Proof): Promise<Uint8Array> {
  const words = {
    code: t.code,
    howToVerify: t.howToVerify,
    legend: t.registerLegend,
    visa: t.visa,
    absences: t.absencesShort,
    lates: t.latesShort,
  };
  return renderPdf({
    template: new URL('../sheets/register.typ', import.meta.url),
    data: {
      title: t.registerFile({ name: printed.school, month: printed.month }),
      heading: t.registerHeading({ month: printed.month }),
      school: t.schoolLine({ name: printed.school, uai: printed.uai }),
      code,
      qr: await qrOf(`preau register ${printed.uai} ${printed.month} ${code}`, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
      words,
      classes: printed.classes.map((one) => ({
        name: one.name,
        rate: one.rate === null ? '' : t.rate({ rate: one.rate }),
        pupils: one.pupils,
        heads: one.halfDays.map(({ day, half, called }) => ({
          day: String(Number(day.slice(8))),
          weekday: dayText(day).slice(0, 1).toUpperCase(),
          half: half === 'morning' ? 'm' : 'a',
          called,
        })),
      })),
      proof: JSON.stringify(proof),
    },
  });
}
