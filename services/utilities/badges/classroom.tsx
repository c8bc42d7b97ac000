import { hidden, newId, refuse, routesFor, uuid, z } from '#kernel';
import { ButtonLink, Buttons, Card, CardList, Confirm, EmptyState, InlineForm, Page, Status, Table, Time } from '#kernel/ui';
import { childrenOf, classPlace } from './children.ts';
import { closeDevices, DeviceShape, devicesOf, killBadge } from './devices.ts';
import { lessonEnd } from './lesson.ts';
import { hasClasses, keepsClass, keepsPupil } from './policy.ts';
import { openingCode, openingHash } from './secrets.ts';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page, action } = routesFor<Tables>();

export const params = z.object({ classId: uuid });
const onePupil = z.object({ classId: uuid, pupilId: uuid });

export const classes = page('/badges', {
  may: hasClasses,
  answer: z.object({ classes: z.array(z.object({ id: z.uuid(), name: z.string(), school: z.string() })) }),
  load: async ({ db, me }) => {
    const mine = await db
      .selectFrom('kernel.places as class')
      .innerJoin('kernel.places as school', 'school.id', 'class.school_id')
      .select(['class.id', 'class.name', 'school.name as school'])
      .where('class.kind', '=', 'class')
      .where('class.closed_on', 'is', null)
      .where(({ or, eb }) =>
        or([
          eb('class.id', 'in', [...me.functions.filter(({ kind }) => kind === 'teacher').map(({ placeId }) => placeId), me.personId]),
          eb('class.school_id', 'in', [
            ...me.functions.filter(({ kind }) => kind === 'director').map(({ placeId }) => placeId),
            me.personId,
          ]),
        ]),
      )
      .orderBy('school.name')
      .orderBy('class.name')
      .execute();
    return mine.length === 1 ? { see: `/badges/classes/${mine[0]?.id}` } : { classes: mine };
  },
  view: ({ classes: mine }) => (
    <Page title={t.label} lead={t.lead} family="utilities">
      {mine.length === 0 ? (
        <EmptyState sentence={t.noClass} link={{ label: t.toAccount, href: '/compte' }} />
      ) : (
        <CardList columns label={t.classes}>
          {mine.map(({ id, name, school }) => (
            <Card key={id} title={name} href={`/badges/classes/${id}`} meta={school} family="utilities" />
          ))}
        </CardList>
      )}
    </Page>
  ),
});

const PupilShape = z.object({ id: z.uuid(), name: z.string(), hasBadge: z.boolean(), madeAt: z.date().nullable() });

export const classroom = page('/badges/classes/:classId', {
  params,
  may: keepsClass,
  answer: z.object({
    classId: z.uuid(),
    name: z.string(),
    school: z.string(),
    /** A school day, between 7 and 18. */
    openable: z.boolean(),
    devices: z.array(DeviceShape),
    pupils: z.array(PupilShape),
  }),
  load: async ({ db, params: { classId }, now }) => {
    const place = await classPlace(db, classId);
    if (!place) return hidden;
    const pupils = await childrenOf(db, classId);
    return {
      classId,
      ...place,
      openable: (await lessonEnd(db, place.schoolId, now)) !== undefined,
      devices: await devicesOf(db, classId, now),
      pupils: pupils.map(({ id, shown, badgeId, badgeMadeAt }) => ({ id, name: shown, hasBadge: badgeId !== null, madeAt: badgeMadeAt })),
    };
  },
  view: ({ classId, name, school, openable, devices, pupils }) => (
    <Page title={t.ofClass({ name })} lead={school} family="utilities" trail={[{ label: t.label, href: '/badges' }]}>
      <section aria-labelledby="appareils">
        <h2 id="appareils">{t.devices}</h2>
        <div id="ouverts" data-live>
          <p>{devices.length === 0 ? t.noDevice : t.devicesOpen({ count: devices.length })}</p>
        </div>
        <Buttons>
          {openable ? (
            <InlineForm action={`/badges/classes/${classId}/ouverture`} weight="main" picture="door">
              {t.open}
            </InlineForm>
          ) : (
            <p class="hint">{t.notNow}</p>
          )}
          {devices.length > 0 && (
            <Confirm action={`/badges/classes/${classId}/fermeture`} label={t.close} sentence={t.closeSure} confirm={t.closeYes} />
          )}
        </Buttons>
      </section>
      <section aria-labelledby="badges">
        <h2 id="badges">{t.badges}</h2>
        {pupils.length === 0 ? (
          <EmptyState sentence={t.noPupil} />
        ) : (
          <>
            <p>{t.badgesLead}</p>
            <InlineForm action={`/badges/classes/${classId}/impression`} picture="print" forFile>
              {t.printAll}
            </InlineForm>
            <Table
              caption={t.badges}
              quiet
              rows={pupils}
              id={({ id }) => id}
              columns={[
                { head: t.pupil, header: true, cell: (pupil) => pupil.name },
                { head: t.badge, cell: (pupil) => <BadgeState pupil={pupil} /> },
                { head: t.gestures, cell: (pupil) => <Gestures classId={classId} pupil={pupil} /> },
              ]}
            />
          </>
        )}
      </section>
      <p>
        <ButtonLink href="/classe" weight="quiet">
          {t.toDevice}
        </ButtonLink>
      </p>
    </Page>
  ),
});

type Pupil = z.infer<typeof PupilShape>;

const BadgeState = ({ pupil: { hasBadge, madeAt } }: { pupil: Pupil }) =>
  hasBadge && madeAt ? (
    <Status kind="done">
      {t.madeOn} <Time at={madeAt} form="short" />
    </Status>
  ) : (
    <Status kind="missing">{t.noBadge}</Status>
  );

/** One tap each: a lost badge is dead at once, and the new one comes out of the printer. */
const Gestures = ({ classId, pupil: { id, name, hasBadge } }: { classId: string; pupil: Pupil }) => (
  <Buttons>
    <InlineForm
      action={`/badges/classes/${classId}/eleves/${id}/badge`}
      label={hasBadge ? t.lostBy({ name }) : t.makeFor({ name })}
      forFile
    >
      {hasBadge ? t.lost : t.make}
    </InlineForm>
    {hasBadge && (
      <InlineForm action={`/badges/classes/${classId}/eleves/${id}/revocation`} label={t.revokeOf({ name })} weight="quiet">
        {t.revoke}
      </InlineForm>
    )}
    <InlineForm action={`/badges/classes/${classId}/eleves/${id}/images`} label={t.newPicturesOf({ name })} weight="quiet">
      {t.newPictures}
    </InlineForm>
  </Buttons>
);

/** For ten minutes, what is shown on the board makes a tablet the class's. */
export const open = action('/badges/classes/:classId/ouverture', {
  params,
  may: keepsClass,
  does: 'class.opened',
  body: z.object({}),
  redraw: classroom,
  run: async ({ db, me, now, secret, params: { classId } }) => {
    const place = await classPlace(db, classId);
    if (!place) return hidden;
    if (!(await lessonEnd(db, place.schoolId, now))) return refuse('closed', t.notNow, { status: 409 });
    const id = newId(now.getTime());
    await db
      .insertInto('badges.openings')
      .values({
        id,
        class_id: classId,
        opened_by: me.personId,
        code_hash: openingHash(secret, openingCode(secret, id)),
        expires_at: new Date(now.getTime() + 10 * 60_000),
      })
      .execute();
    return { see: `/badges/classes/${classId}/ouvertures/${id}`, note: { schoolId: place.schoolId, details: { class: classId } } };
  },
});

export const close = action('/badges/classes/:classId/fermeture', {
  params,
  may: keepsClass,
  does: 'class.closed',
  body: z.object({}),
  run: async ({ db, now, params: { classId } }) => {
    const count = await closeDevices(db, classId, now);
    return { see: `/badges/classes/${classId}`, say: t.closed({ count }), note: { details: { class: classId, count } } };
  },
});

export const revoke = action('/badges/classes/:classId/eleves/:pupilId/revocation', {
  params: onePupil,
  may: keepsPupil,
  does: 'badge.revoked',
  body: z.object({}),
  run: async ({ db, now, params: { classId, pupilId } }) => {
    await killBadge(db, pupilId, now);
    return { see: `/badges/classes/${classId}`, say: t.revoked, note: { details: { pupil: pupilId } } };
  },
});

export const changePictures = action('/badges/classes/:classId/eleves/:pupilId/images', {
  params: onePupil,
  may: keepsPupil,
  does: 'pictures.changed',
  body: z.object({}),
  run: async ({ db, params: { classId, pupilId } }) => {
    await db
      .insertInto('badges.pictures')
      .values({ pupil_id: pupilId, number: 2 })
      .onConflict((known) => known.column('pupil_id').doUpdateSet(({ ref, eb }) => ({ number: eb(ref('badges.pictures.number'), '+', 1) })))
      .execute();
    return { see: `/badges/classes/${classId}`, say: t.picturesChanged, note: { details: { pupil: pupilId } } };
  },
});
