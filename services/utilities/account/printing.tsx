import { refuse, routesFor, uuid, z } from '#kernel';
import { type Issued, keepCodes } from '#kernel/identity';
import { classAccounts, classHeading } from './class-accounts.tsx';
import { choices, holder, holdersOfClass, holdersOfSchool, toPrint } from './holders.ts';
import { mayHelp, mayHelpClass, mayHelpSchool } from './policy.ts';
import { schoolAccounts, schoolHeading } from './school-accounts.tsx';
import { s } from './sheet-texts.ts';
import { printSheets } from './sheets.ts';
import { t } from './texts.ts';

const { action } = routesFor();

/**
 * The codes are drawn and printed before the transaction, and kept by it: a press that fails, or a line that breaks before the
 * codes are kept, leaves the earlier sheets alive; and no connection to the database waits for the press.
 */
type Kept = Parameters<typeof keepCodes>[0];
const keep = async (db: Kept, issued: Issued[], { me, secret, now }: { me: { personId: string }; secret: Buffer; now: Date }) =>
  keepCodes(db, { issued, secret, issuedBy: me.personId, now });

const pdf = (place: string, bytes: Uint8Array) => ({ name: s.fileOf({ place }), mediaType: 'application/pdf', bytes });
const Which = z.enum(choices, t.chooseWhich);

export const printClass = action('/comptes/classes/:classId/fiches', {
  params: z.object({ classId: uuid }),
  may: mayHelpClass,
  does: 'sheets.printed',
  body: z.object({ who: z.enum(['families', 'pupils', 'both'], t.chooseWho), which: Which }),
  redraw: classAccounts,
  prepare: async ({ aside, me, params: { classId }, body: { who, which }, origin, now }) => {
    const everybody = await holdersOfClass(aside, me, classId);
    const wanted = everybody.filter(({ as }) => who === 'both' || (as === 'pupil') === (who === 'pupils'));
    const holders = toPrint(wanted, which);
    if (holders.length === 0) return refuse('nobody', t.nobodyToPrint, { field: 'which' });
    const heading = await classHeading(aside, classId);
    return { ...(await printSheets(holders, { heading, origin, now })), heading };
  },
  run: async ({ db, params: { classId }, body, prepared: { issued, pdf: bytes, heading }, ...who }) => {
    await keep(db, issued, who);
    return { file: pdf(heading.place, bytes), note: { schoolId: heading.schoolId, details: { classId, ...body, count: issued.length } } };
  },
});

export const printSchool = action('/comptes/ecoles/:schoolId/fiches', {
  params: z.object({ schoolId: uuid }),
  may: mayHelpSchool,
  does: 'sheets.printed',
  body: z.object({ which: Which }),
  redraw: schoolAccounts,
  prepare: async ({ aside, me, params: { schoolId }, body: { which }, origin, now }) => {
    const holders = toPrint(await holdersOfSchool(aside, me, schoolId), which);
    if (holders.length === 0) return refuse('nobody', t.nobodyToPrint, { field: 'which' });
    const heading = await schoolHeading(aside, schoolId);
    return { ...(await printSheets(holders, { heading, origin, now })), heading };
  },
  run: async ({ db, params: { schoolId }, body: { which }, prepared: { issued, pdf: bytes, heading }, ...who }) => {
    await keep(db, issued, who);
    return { file: pdf(heading.school, bytes), note: { schoolId, details: { which, count: issued.length } } };
  },
});

export const printOne = action('/comptes/personnes/:personId/fiche', {
  params: z.object({ personId: uuid }),
  may: mayHelp,
  does: 'sheet.printed',
  body: z.object({}),
  prepare: async ({ aside, me, params: { personId }, origin, now }) => {
    const one = await holder(aside, me, personId);
    if (!one || one.blocked) return refuse('blocked', t.blockedNoSheet);
    const heading = { title: one.name, school: t.preau, place: one.name };
    return { ...(await printSheets([one], { heading, origin, now })), place: one.name };
  },
  run: async ({ db, params: { personId }, prepared: { issued, pdf: bytes, place }, ...who }) => {
    await keep(db, issued, who);
    return { file: pdf(place, bytes), note: { details: { personId } } };
  },
});
