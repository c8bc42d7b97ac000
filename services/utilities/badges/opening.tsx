import { toString as qrOf } from 'qrcode';
import { hidden, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Page, Time } from '#kernel/ui';
import { classPlace } from './children.ts';
import { devicesOf } from './devices.ts';
import { keepsClass } from './policy.ts';
import { openingCode, writtenOpening } from './secrets.ts';
import { ClassStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

/** What the teacher shows on the board: every tablet that reads it is the class's until the end of the lesson. */
export const opening = page('/badges/classes/:classId/ouvertures/:openingId', {
  params: z.object({ classId: uuid, openingId: uuid }),
  may: keepsClass,
  answer: z.object({
    classId: z.uuid(),
    name: z.string(),
    code: z.string(),
    address: z.string(),
    qr: z.string(),
    until: z.date(),
    devices: z.number(),
  }),
  load: async ({ db, now, secret, origin, params: { classId, openingId } }) => {
    const place = await classPlace(db, classId);
    const found = await db
      .selectFrom('badges.openings')
      .select('expires_at as until')
      .where('id', '=', openingId)
      .where('class_id', '=', classId)
      .where('expires_at', '>', now)
      .executeTakeFirst();
    if (!place || !found) return place ? { see: `/badges/classes/${classId}` } : hidden;
    const code = openingCode(secret, openingId);
    const svg = await qrOf(`${origin}/classe?code=${code}`, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
    return {
      classId,
      name: place.name,
      code: writtenOpening(code),
      address: `${origin.replace(/^https?:\/\//, '')}/classe`,
      qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
      until: found.until,
      devices: (await devicesOf(db, classId, now)).length,
    };
  },
  view: ({ classId, name, code, address, qr, until, devices }) => (
    <Page
      title={t.openingOf({ name })}
      lead={t.openingLead}
      family="utilities"
      head={<ClassStyle />}
      trail={[{ label: t.ofClass({ name }), href: `/badges/classes/${classId}` }]}
    >
      <div class="opening">
        <img src={qr} alt={t.qrAlt} width="320" height="320" />
        <div>
          <p>{t.orType({ address })}</p>
          <p class="opening-code">{code}</p>
          <p class="hint">
            {t.validUntil} <Time at={until} form="clock" />
          </p>
          <div id="tablettes" data-live role="status">
            <p>
              <strong>{t.devicesOpen({ count: devices })}</strong>
            </p>
          </div>
        </div>
      </div>
      <ButtonLink href={`/badges/classes/${classId}`} weight="main" picture="check">
        {t.allOpen}
      </ButtonLink>
    </Page>
  ),
});
