import { hidden, newId, type Reader, routesFor, sql, uuid, z } from '#kernel';
import { halves } from '#kernel/calendar';
import {
  ButtonLink,
  Buttons,
  Chip,
  clockText,
  dayText,
  EmptyState,
  Form,
  Hidden,
  hourText,
  InlineForm,
  Island,
  Notice,
  Page,
  Submit,
} from '#kernel/ui';
import { offlineWords, tapWords } from './device-words.ts';
import { clockOf, HalfDay, halfDaysOf, halfOf, halfWords, monthOf, wordOf } from './half-days.ts';
import { calls } from './policy.ts';
import { callOf, classById, Line, linesOf } from './roll.ts';
import { RollStyle } from './style.tsx';
import type { Tables } from './tables.ts';
import { t } from './texts.ts';

const { page } = routesFor<Tables>();

const Said = z.object({
  state: z.enum(['present', 'absent', 'late']),
  arrived: z.string().nullable(),
  who: z.string(),
  at: z.date(),
  touched: z.boolean(),
});
const Difference = z.object({ name: z.string(), said: z.array(Said) });

/** The sheet of a half-day: everybody present, unless the family said otherwise or somebody already called. */
export const sheet = page('/appel/:classId/:day/:half', {
  params: z.object({ classId: uuid, ...HalfDay }),
  may: calls,
  answer: z.object({
    classId: z.string(),
    schoolId: z.string(),
    name: z.string(),
    day: z.string(),
    half: z.enum(halfWords),
    halves: z.array(z.enum(halfWords)),
    open: z.boolean(),
    key: z.uuid(),
    seen: z.number(),
    sendings: z.array(z.object({ who: z.string(), at: z.date() })),
    lines: z.array(Line),
    differences: z.array(Difference),
  }),
  load: async ({ db, now, params: { classId, day, half } }) => {
    const one = await classById(db, classId);
    if (!one) return hidden;
    const that = { classId, day, half: halfOf(half) };
    const open = (await halfDaysOf(db, one.schoolId, day, day)).map((found) => found.half);
    const { day: today } = await clockOf(db, one.schoolId, now);
    const call = await callOf(db, that);
    const sendings = call ? await sendingsOf(db, call.id) : [];
    return {
      ...{ classId, schoolId: one.schoolId, name: one.name, day, half },
      halves: halves.filter((each) => open.includes(each)).map(wordOf),
      open: open.includes(that.half) && day <= today,
      key: newId(now.getTime()),
      seen: sendings.length,
      sendings,
      lines: await linesOf(db, that),
      differences: call ? await differencesOf(db, call.id) : [],
    };
  },
  view: ({ classId, schoolId, name, day, half, halves, open, key, seen, sendings, lines, differences }) => {
    const address = `/appel/${classId}/${day}/${half}`;
    const last = sendings.at(-1);
    return (
      <Page
        title={t.rollOf({ name })}
        family="pupil-life"
        narrow
        lead={t.halfDay({ day: dayText(day), half })}
        trail={[{ label: t.label, href: '/appel' }]}
        head={<RollStyle />}
      >
        {halves.length > 1 && (
          <Buttons>
            {halves.map((word) => (
              <ButtonLink key={word} href={`/appel/${classId}/${day}/${word}`} weight="quiet" current={word === half}>
                {t.halfName({ half: word })}
              </ButtonLink>
            ))}
          </Buttons>
        )}
        {last && <p class="meta">{t.calledBy({ who: last.who, at: clockText(last.at), count: sendings.length })}</p>}
        {differences.length > 0 && <Differences address={address} differences={differences} />}
        {lines.length === 0 ? (
          <EmptyState sentence={t.noPupils} link={{ label: t.backHome, href: '/' }} />
        ) : open ? (
          <Island name="roll-call" props={{ words: { ...tapWords(), ...offlineWords() }, schoolId, title: t.rollOf({ name }) }}>
            <Form action={address} label={t.rollOf({ name })}>
              <Hidden name="key" value={key} />
              <Hidden name="seen" value={String(seen)} />
              <p class="hint">{t.howTo}</p>
              <ol class="roll">
                {lines.map((line) => (
                  <RollLine key={line.id} line={line} />
                ))}
              </ol>
              <div class="roll-foot">
                <p class="roll-count" role="status">
                  {t.count(counted(lines))}
                </p>
                <Submit picture="check">{last ? t.sendAgain : t.send}</Submit>
              </div>
            </Form>
          </Island>
        ) : (
          <EmptyState sentence={halves.length === 0 ? t.noClassThen : t.notYet} link={{ label: t.backHome, href: '/appel' }} />
        )}
        <Buttons>
          <ButtonLink href={`/appel/${classId}/absences/${monthOf(day)}`} weight="quiet" picture="calendar">
            {t.absencesLink}
          </ButtonLink>
          <ButtonLink href={`/appel/ecoles/${schoolId}/appareils`} weight="quiet">
            {t.devicesLink}
          </ButtonLink>
        </Buttons>
      </Page>
    );
  },
});

const counted = (lines: Line[]) => ({
  absent: lines.filter(({ state }) => state === 'absent').length,
  late: lines.filter(({ state }) => state === 'late').length,
  all: lines.length,
});

/** Three choices without script; with one, the whole line is a button that goes from one to the next. */
const RollLine = ({ line: { id, name, state, arrived, announced } }: { line: Line }) => (
  <li class="roll-line" data-name={name}>
    <fieldset>
      <legend>
        {name} {announced && <Chip>{announced === 'absence' ? t.announced : t.announcedLate}</Chip>}
      </legend>
      {(['present', 'absent', 'late'] as const).map((one) => (
        <label key={one} class="roll-choice">
          <input type="radio" name={`mark-${id}`} value={one} checked={one === state} />
          <span>{t[one]}</span>
        </label>
      ))}
      <label class="roll-time">
        <span>{t.arrivedAt}</span>
        <input type="time" class="input is-s" name={`arrived-${id}`} value={arrived ?? ''} aria-label={t.arrivedAtOf({ name })} />
      </label>
    </fieldset>
  </li>
);

const Differences = ({ address, differences }: { address: string; differences: z.infer<typeof Difference>[] }) => (
  <Notice kind="warning" title={t.differencesTitle({ count: differences.length })}>
    <ul>
      {differences.map(({ name, said }) => (
        <li key={name}>
          {t.differs({
            name,
            said: said.map((one) => t.saidBy({ ...one, arrived: one.arrived && hourText(one.arrived), at: clockText(one.at) })),
          })}
        </li>
      ))}
    </ul>
    <p>{t.lastWins}</p>
    <InlineForm action={`${address}/vu`}>{t.seen}</InlineForm>
  </Notice>
);

async function sendingsOf(db: Reader<Tables>, callId: string): Promise<{ who: string; at: Date }[]> {
  const { rows } = await sql<{ who: string; at: Date }>`
    select coalesce(p.first_name || ' ' || p.last_name, '') as who, t.received_at as at
    from attendance.takes t left join kernel.people p on p.id = t.taken_by where t.call_id = ${callId} order by t.number`.execute(db);
  return rows;
}

/** What each sheet said of the children whom two sheets saw differently, in the order somebody touched the line. */
async function differencesOf(db: Reader<Tables>, callId: string): Promise<z.infer<typeof Difference>[]> {
  const { rows } = await sql<{ name: string } & z.infer<typeof Said>>`
    select p.first_name || ' ' || p.last_name as name, m.state, m.arrived, coalesce(m.marked_at, t.received_at) as at, m.marked_at is not null as touched,
      coalesce(who.first_name || ' ' || who.last_name, t.device) as who
    from attendance.differences d
    join kernel.people p on p.id = d.pupil_id
    join attendance.takes t on t.call_id = d.call_id
    join attendance.marks m on m.take_id = t.id and m.pupil_id = d.pupil_id
    left join kernel.people who on who.id = t.taken_by
    where d.call_id = ${callId} order by p.last_name, p.first_name, m.marked_at nulls first, t.number`.execute(db);
  const byName = Map.groupBy(rows, ({ name }) => name);
  return [...byName].map(([name, said]) => ({ name, said }));
}
