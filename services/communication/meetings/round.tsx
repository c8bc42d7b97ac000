import { hidden, routesFor, sql, uuid, z } from '#kernel';
import { listed } from '#kernel/texts';
import { Button, ButtonLink, Buttons, Confirm, dayText, Form, hourText, Meter, Notice, Page, Select, Submit, Table } from '#kernel/ui';
import { organises } from './policy.ts';
import { linesOf, roundById, stands } from './rounds.ts';
import { means, type Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Line = z.object({
  id: z.string(),
  day: z.string(),
  starts: z.string(),
  ends: z.string(),
  free: z.boolean(),
  past: z.boolean(),
  child: z.string().nullable(),
  guardian: z.string().nullable(),
  onPaper: z.boolean(),
});

/** Who comes when, for whoever invited. */
export const round = page('/rendez-vous/:roundId', {
  params: z.object({ roundId: uuid }),
  may: organises,
  answer: z.object({
    id: z.string(),
    title: z.string(),
    className: z.string(),
    means: z.enum(means),
    venue: z.string(),
    alone: z.boolean(),
    lines: z.array(Line),
    waiting: z.number(),
    /** Families that have no moment yet: the child, and each guardian where each may have their own. */
    without: z.array(z.object({ whom: z.string(), child: z.string(), guardian: z.string().nullable() })),
  }),
  load: async ({ db, now, params: { roundId } }) => {
    const found = await roundById(db, roundId);
    if (!found) return hidden;
    const waiting = await db.selectFrom('meetings.waiting').select('pupil_id').where('round_id', '=', roundId).execute();
    return { ...found, lines: await linesOf(db, roundId, now), waiting: waiting.length, without: await withoutMoment(db, roundId) };
  },
  view: ({ id, title, className, means, venue, alone, lines, waiting, without }) => {
    const open = lines.filter(({ free, past }) => free && !past);
    const days = [...new Set(open.map(({ day }) => day))];
    const slots = open.map((slot) => ({ value: slot.id, label: momentOf(slot) }));
    return (
      <Page
        title={title}
        family="communication"
        lead={className}
        trail={[{ label: t.label, href: '/rendez-vous' }]}
        actions={
          <>
            <ButtonLink href={`/rendez-vous/${id}/feuille`} weight="quiet" picture="print">
              {t.daySheet}
            </ButtonLink>
            <ButtonLink href={`/rendez-vous/${id}/coupons`} weight="quiet" picture="print">
              {t.slips}
            </ButtonLink>
          </>
        }
      >
        <p>
          {t.whereAndHow({ means: t.meansText({ means }), venue })} · {alone ? t.perChild : t.perGuardian}
        </p>
        <Meter label={t.takenLabel} value={lines.filter(({ free }) => !free).length} max={lines.length} text={t.takenOf(lines)} />
        {waiting > 0 && <Notice>{t.waitingCount({ count: waiting })}</Notice>}
        <Table
          caption={t.takenLabel}
          quiet
          rows={lines.filter(({ free }) => !free)}
          id={(line) => line.id}
          empty={t.nobodyYet}
          columns={[
            { head: t.hour, cell: momentOf, header: true },
            { head: t.child, cell: ({ child }) => child },
            { head: t.withWhom, cell: ({ guardian, onPaper }) => (onPaper ? t.byPaper({ name: guardian ?? '' }) : guardian) },
            { head: t.doing, cell: (line) => !line.past && <FreeSlot roundId={id} slotId={line.id} /> },
          ]}
        />
        {days.map((day) => (
          <p key={day}>
            <strong>{t.stillFree({ day: dayText(day) })}</strong>{' '}
            {listed(open.filter((slot) => slot.day === day).map(({ starts }) => hourText(starts)))}
          </p>
        ))}
        {open.length > 0 && without.length > 0 && (
          <Form action={`/rendez-vous/${id}/papier`} label={t.paper}>
            <h2>{t.paper}</h2>
            <Select
              name="whom"
              label={t.whichFamily}
              required
              options={without.map(({ whom, child, guardian }) => ({
                value: whom,
                label: guardian ? t.childAnd({ child, guardian }) : child,
              }))}
            />
            <Select name="slotId" label={t.whichSlot} required options={slots} />
            <Submit weight="plain">{t.takeForThem}</Submit>
          </Form>
        )}
        {open.length > 0 && (
          <details class="confirm">
            <summary class="button is-plain">
              <span>{t.closeSlot}</span>
            </summary>
            <Form action={`/rendez-vous/${id}/creneaux/retrait`} label={t.closeSlot}>
              <p>{t.closeSlotSentence}</p>
              <Select name="slotId" label={t.whichSlot} required options={slots} />
              <Button weight="danger">{t.closeSlotConfirm}</Button>
            </Form>
          </details>
        )}
        <Buttons>
          <Confirm action={`/rendez-vous/${id}/retrait`} label={t.callOff} sentence={t.callOffSentence} confirm={t.callOffConfirm} />
        </Buttons>
      </Page>
    );
  },
});

const momentOf = ({ day, starts }: { day: string; starts: string }): string => t.at({ day: dayText(day), hour: hourText(starts) });

const FreeSlot = ({ roundId, slotId }: { roundId: string; slotId: string }) => (
  <Confirm
    action={`/rendez-vous/${roundId}/creneaux/${slotId}/liberation`}
    label={t.free}
    sentence={t.freeSentence}
    confirm={t.freeConfirm}
  />
);

/** `whom`: the child and the guardian, as the form sends them. */
export async function withoutMoment(
  db: Parameters<typeof roundById>[0],
  roundId: string,
): Promise<{ whom: string; child: string; guardian: string | null; pupilId: string; guardianId: string | null }[]> {
  const { rows } = await sql<{ whom: string; child: string; guardian: string | null; pupilId: string; guardianId: string | null }>`
    select concat_ws(' ', child.id, guardian.id) as whom, child.first_name || ' ' || child.last_name as child, child.id as "pupilId",
      guardian.id as "guardianId", nullif(concat_ws(' ', guardian.civility, guardian.first_name, guardian.last_name), '') as guardian
    from meetings.rounds r
    join kernel.functions_today f on f.place_id = r.class_id and f.kind = 'pupil'
    join kernel.people child on child.id = f.person_id
    left join kernel.guardianships g on g.pupil_id = child.id
    left join kernel.people guardian on guardian.id = g.guardian_id and guardian.trashed_at is null
    where r.id = ${roundId} and not exists (
      select from meetings.bookings b where b.round_id = r.id and b.pupil_id = child.id and ${stands}
        and (r.alone or b.guardian_id is not distinct from guardian.id))
    order by child.last_name, child.first_name, child.id, guardian.last_name, guardian.id`.execute(db);
  return rows;
}
