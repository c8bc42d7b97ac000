import { toString as qrOf } from 'qrcode';
import { drawCodes, type Issued, writtenCode } from '#kernel/identity';
import { renderPdf } from '#kernel/paper';
import { dayText } from '#kernel/ui';
import type { Holder } from './holders.ts';
import { s } from './sheet-texts.ts';

export type Heading = { title: string; school: string; place: string };
export type Sheets = { issued: Issued[]; pdf: Uint8Array };

/**
 * Draws a code for each of these people and prints their sheets, two on an A4 page, then the list of whoever hands them out,
 * which has no code. Nothing is kept yet: if the press fails, the sheets given before still work.
 */
export async function printSheets(
  holders: Holder[],
  { heading, origin, now }: { heading: Heading; origin: string; now: Date },
): Promise<Sheets> {
  const issued = drawCodes(
    holders.map(({ accountId }) => accountId),
    now,
  );
  const cards = await Promise.all(holders.map((holder, at) => card(holder, issued[at]?.code ?? '', { heading, origin })));
  const pdf = await renderPdf({
    template: new URL('./sheets.typ', import.meta.url),
    data: {
      title: heading.title,
      cards,
      list: holders.map(({ name, children, as }) => ({ name, about: children.join(', ') || s[as] })),
      words: {
        ...words(),
        address: origin.replace(/^https?:\/\//, ''),
        until: s.until({ date: dayText(issued[0]?.expiresAt ?? now, now) }),
      },
      list_title: s.listTitle({ place: heading.place }),
      printed: s.printed({ date: dayText(now, now) }),
    },
  });
  return { issued, pdf };
}

const words = () => ({
  hello: s.hello,
  login: s.login,
  code: s.code,
  steps: [s.step1, s.step2, s.step3],
  steps_pupil: [s.pupilStep1, s.pupilStep2, s.pupilStep3],
  help: s.help,
  help_pupil: s.helpPupil,
  latest: s.latest,
  given: s.given,
  list_lead: s.listLead,
  person: s.person,
  for_whom: s.forWhom,
});

async function card({ name, as, children, login }: Holder, code: string, { heading, origin }: { heading: Heading; origin: string }) {
  const address = `${origin}/activation?${new URLSearchParams({ identifiant: login, code: writtenCode(code) })}`;
  return {
    name,
    kind: as === 'pupil' ? 'pupil' : 'adult',
    about: as === 'guardian' ? s.forChildren({ children }) : as === 'pupil' ? heading.place : s[as],
    school: heading.school,
    login,
    code: writtenCode(code),
    qr: await qrOf(address, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
  };
}
