import { hidden, newId, optionalText, refuse, routesFor, ticked, z } from '#kernel';
import { attachable, keepFile, readyAll } from '#kernel/files';
import { signedIn } from '#kernel/perimeter';
import {
  Checkbox,
  Definition,
  FileField,
  Form,
  Hidden,
  Island,
  Page,
  Radios,
  Select,
  Submit,
  TextArea,
  TextField,
  useTu,
} from '#kernel/ui';
import { a } from './article-texts.ts';
import { diagnosticsOf, errorOf, pageOf } from './diagnostics.ts';
import { firstLevel, helpersOf, isTowns, mayAskTown, seatsOf } from './levels.ts';
import { currentTitles, Known } from './status.tsx';
import { categories, type Tables } from './tables.ts';
import { answerDue } from './target.ts';
import { t } from './texts.ts';
import { askers } from './tickets.ts';

const { page, action } = routesFor<Tables>();

const anywhere = z.string().max(300).optional().catch(undefined);
const mostFiles = 3;

const Ask = z.object({
  seats: z.array(z.object({ value: z.string(), as: z.enum(askers), name: z.string() })),
  /** Where one works: the town looks after tablets and lines there. */
  atWork: z.boolean(),
  browser: z.string(),
  version: z.string(),
  page: z.string(),
  error: z.string(),
  known: z.array(z.string()),
});
type Ask = z.infer<typeof Ask>;

/** Asks, at any hour. What goes with the question is shown before it leaves. */
export const ask = page('/assistance/nouvelle', {
  may: signedIn,
  query: z.object({ page: anywhere, erreur: anywhere }),
  answer: Ask,
  load: async ({ db, me, now, query, caller }) => {
    const seats = await seatsOf(db, me);
    // The foot of each page leads here; the page of those who may not ask says why.
    if (seats.length === 0) return { see: '/assistance' };
    const { browser, version } = diagnosticsOf(caller, {});
    return {
      seats: seats.map(({ value, as, name }) => ({ value, as, name })),
      known: await currentTitles(db, me, now),
      atWork: seats.some(({ as }) => mayAskTown(as)),
      ...{ browser, version, page: pageOf(query.page ?? caller.page) ?? '', error: errorOf(query.erreur) ?? '' },
    };
  },
  view: (answer) => <AskPage {...answer} />,
});

function AskPage({ seats, atWork, known, ...technical }: Ask) {
  const tu = useTu();
  const offered = categories.filter((category) => atWork || !isTowns(category));
  return (
    <Page
      title={tu ? t.askTu : t.ask}
      lead={tu ? t.askLeadTu : t.askLead}
      family="governance"
      narrow
      trail={[{ label: t.label, href: '/assistance' }]}
    >
      <Known titles={known} />
      <Form action="/assistance/nouvelle" files>
        {seats.length === 1 ? (
          <Hidden name="seat" value={seats[0]?.value ?? ''} />
        ) : (
          <Select
            name="seat"
            label={t.forWhere}
            hint={t.forWhereHint}
            required
            options={seats.map(({ value, as, name }) => ({ value, label: t.seat({ as, name }) }))}
          />
        )}
        <Radios
          name="category"
          label={tu ? t.aboutTu : t.about}
          required
          options={offered.map((category) => ({
            value: category,
            label: t.category({ category }),
            hint: tu ? undefined : t.categoryHint({ category }) || undefined,
          }))}
        />
        <Island name="suggest-articles" props={{ href: '/aide', title: a.maybe }}>
          <div class="form">
            <TextField name="title" label={tu ? t.titleTu : t.title} hint={t.titleHint} required maxlength={120} />
            <div data-answers aria-live="polite" />
          </div>
        </Island>
        <TextArea name="body" label={tu ? t.bodyTu : t.body} hint={tu ? t.bodyHintTu : t.bodyHint} required rows={7} maxlength={4000} />
        {!tu && <Checkbox name="blocking" label={t.blocking} hint={t.blockingHint} />}
        {!tu && <FileField name="files" label={t.files} hint={t.filesHint({ most: mostFiles })} accept={attachable} multiple />}
        <Technical {...technical} />
        <Submit>{t.send}</Submit>
      </Form>
    </Page>
  );
}

/** All that goes with the question, to the last word: nothing in it says who asks, and it may stay here. */
function Technical({ browser, version, page, error }: Omit<Ask, 'seats' | 'atWork' | 'known'>) {
  const tu = useTu();
  return (
    <details>
      <summary class="button is-plain">
        <span>{tu ? t.technicalTu : t.technical}</span>
      </summary>
      <div class="form">
        <p class="hint">{tu ? t.technicalHintTu : t.technicalHint}</p>
        <Definition
          entries={[
            { term: t.browser, children: browser },
            { term: t.version, children: version },
          ]}
        />
        <TextField name="page" label={t.page} hint={t.pageHint} value={page} maxlength={200} literal />
        <TextField name="error" label={t.error} hint={t.errorHint} value={error} size="s" maxlength={8} literal />
        <Checkbox name="diagnostics" label={t.joinTechnical} checked />
      </div>
    </details>
  );
}

export const open = action('/assistance/nouvelle', {
  may: async ({ db, me }) => (await seatsOf(db, me)).length > 0,
  does: 'ticket.opened',
  body: z.object({
    seat: z.string(t.chooseSeat).min(1, t.chooseSeat).max(80, t.chooseSeat),
    category: z.enum(categories, t.chooseCategory),
    title: z.string(t.giveTitle).trim().min(1, t.giveTitle).max(120, t.longTitle),
    body: z.string(t.giveBody).trim().min(1, t.giveBody).max(4000, t.longBody),
    blocking: ticked,
    page: optionalText(200),
    error: optionalText(20),
    diagnostics: ticked,
  }),
  uploads: { field: 'files', most: mostFiles },
  redraw: ask,
  prepare: async ({ uploads }) => readyAll(uploads),
  run: async ({ db, me, now, caller, body, prepared: files, drawer, emit }) => {
    const seat = (await seatsOf(db, me)).find(({ value }) => value === body.seat);
    if (!seat) return refuse('seat', t.chooseSeat, { field: 'seat' });
    if (isTowns(body.category) && !mayAskTown(seat.as)) return refuse('category', t.notTowns, { field: 'category' });
    const level = await firstLevel(db, seat, body.category);
    const { placeId, schoolId } = seat;
    const made = await db
      .insertInto('support.tickets')
      .values({
        ...{ id: newId(now.getTime()), place_id: placeId, school_id: schoolId, author_id: me.personId, asked_as: seat.as },
        ...{ category: body.category, blocking: body.blocking, title: body.title, body: body.body },
        diagnostics: body.diagnostics ? JSON.stringify(diagnosticsOf(caller, body)) : null,
        ...{ level, levels: [level], state: 'waiting', opened_at: now, moved_at: now, answer_due: answerDue(now, body.blocking) },
      })
      .returning(['id', 'number'])
      .executeTakeFirst();
    if (!made) return hidden;
    for (const file of files) {
      const fileId = await keepFile(db, drawer, file, { schoolId, by: me.personId });
      await db.insertInto('support.attachments').values({ ticket_id: made.id, file_id: fileId, entry_id: null }).execute();
    }
    const helpers = (await helpersOf(db, level, placeId)).filter((id) => id !== me.personId);
    const news = { ticketId: made.id, number: Number(made.number), place: seat.name };
    await emit('asked', { to: { people: helpers }, schoolId, payload: news });
    return {
      see: `/assistance/demandes/${made.id}`,
      say: t.asked({ level }),
      note: { schoolId, details: { ticket: made.id, category: body.category, level } },
    };
  },
});
