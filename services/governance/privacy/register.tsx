import { routesFor, z } from '#kernel';
import { signedIn } from '#kernel/perimeter';
import { kernelPersonalData, type PersonalColumn } from '#kernel/personal-data';
import type { Service } from '#kernel/service';
import { ButtonLink, Buttons, Definition, EmptyState, SearchField, Table } from '#kernel/ui';
import { contactsOf } from '#services/utilities/account';
import { csvOf, documentPdf } from './document.ts';
import { n } from './notice-texts.ts';
import { r } from './register-texts.ts';
import { Roof } from './roof.tsx';
import type { Tables } from './tables.ts';

const { openPage, download } = routesFor<Tables>();

const Line = z.object({ purpose: z.string(), keep: z.string(), atEnd: z.string(), given: z.string(), columns: z.array(z.string()) });
const Room = z.object({ room: z.string(), lines: z.array(Line) });
type Room = z.infer<typeof Room>;

const givenText = ({ access }: PersonalColumn): string =>
  'withheld' in access ? access.withheld : r.inChapter({ title: 'given' in access ? access.given : access.givenIn });

/** One line for each purpose of each service, with the columns that serve it: read in the manifests, copied by nobody. */
export function registerOf(services: Service[]): Room[] {
  const rooms = [{ label: r.kernel, personalData: kernelPersonalData }, ...services];
  return rooms
    .filter(({ personalData }) => personalData.length > 0)
    .map(({ label, personalData }) => ({
      room: label,
      lines: [...Map.groupBy(personalData, ({ purpose, keep, onErasure }) => `${purpose}\n${keep.words}\n${onErasure}`).values()].map(
        (columns) => ({
          purpose: columns[0]?.purpose ?? '',
          keep: columns[0]?.keep.words ?? '',
          atEnd: columns[0]?.onErasure === 'delete' ? r.deleted : r.anonymised,
          given: [...new Set(columns.map(givenText))].join(' '),
          columns: columns.map(({ column }) => column),
        }),
      ),
    }));
}

type Known = { controller: string; dpo: string };

/** What article 30 asks of a register, besides the lines. */
export const sheetOf = ({ controller, dpo }: Known): [string, string][] => [
  [r.controller, controller],
  [r.dpo, dpo],
  [r.goal, r.goalText],
  [r.basis, r.basisText],
  [r.who, r.whoText],
  [r.what, r.whatText],
  [r.recipients, r.recipientsText],
  [r.transfers, r.transfersText],
  [r.security, r.securityText],
];

export async function knownOf(db: Parameters<typeof contactsOf>[0]): Promise<Known> {
  const known = await contactsOf(db);
  return {
    controller: `${known.controller ?? n.defaultController}, ${known.controllerAddress ?? n.defaultAddress}`,
    dpo: known.dpoEmail ?? known.dpoAddress ?? r.unknownDpo,
  };
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The lines that hold these words, whatever their accents. */
function holding(rooms: Room[], q: string): Room[] {
  if (q === '') return rooms;
  const words = plain(q);
  return rooms.flatMap(({ room, lines }) => {
    if (plain(room).includes(words)) return [{ room, lines }];
    const kept = lines.filter(({ purpose, keep }) => plain(`${purpose} ${keep}`).includes(words));
    return kept.length > 0 ? [{ room, lines: kept }] : [];
  });
}

export const register = openPage('/donnees/registre', {
  may: () => true,
  query: z.object({ q: z.string().trim().max(100).catch('').default('') }),
  answer: z.object({ sheet: z.array(z.tuple([z.string(), z.string()])), register: z.array(Room), q: z.string(), signed: z.boolean() }),
  load: async ({ db, me, services, query: { q } }) => ({
    sheet: sheetOf(await knownOf(db)),
    register: holding(registerOf(services), q),
    q,
    signed: me !== undefined,
  }),
  view: ({ sheet, register: rooms, q, signed }) => (
    <Roof title={r.register} lead={r.registerLead}>
      {signed && (
        <Buttons>
          <ButtonLink href="/donnees/registre.pdf" picture="print">
            {r.pdf}
          </ButtonLink>
          <ButtonLink href="/donnees/registre.csv" picture="import">
            {r.csv}
          </ButtonLink>
          <ButtonLink href="/donnees/analyse-impact.pdf" picture="shield">
            {r.dpia}
          </ButtonLink>
        </Buttons>
      )}
      <details class="opens-on-paper">
        <summary class="button is-quiet">
          <span>{r.sheet}</span>
        </summary>
        <Definition entries={sheet.map(([term, children]) => ({ term, children }))} />
      </details>
      <h2>{r.byService}</h2>
      <SearchField action="/donnees/registre" label={r.searchRegister} value={q} />
      {rooms.length === 0 && <EmptyState sentence={r.noLine({ q })} link={{ label: r.wholeRegister, href: '/donnees/registre' }} />}
      {rooms.map(({ room, lines }) => (
        <details key={room} class="opens-on-paper" open={q !== ''}>
          <summary class="button is-quiet">
            <span>{r.roomOf({ room, count: lines.length })}</span>
          </summary>
          <Table
            caption={room}
            quiet
            dense
            rows={lines}
            id={({ columns }) => columns[0] ?? ''}
            columns={[
              { head: r.purpose, header: true, cell: ({ purpose }) => purpose },
              { head: r.keep, cell: ({ keep }) => keep },
              { head: r.atEnd, cell: ({ atEnd }) => atEnd },
            ]}
          />
        </details>
      ))}
    </Roof>
  ),
});

export const registerCsv = download('/donnees/registre.csv', {
  may: signedIn,
  load: async ({ services }) => ({
    name: `${r.register}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    bytes: csvOf([
      [r.service, r.purpose, r.keep, r.atEnd, r.given, r.columns],
      ...registerOf(services).flatMap(({ room, lines }) =>
        lines.map((line) => [room, line.purpose, line.keep, line.atEnd, line.given, line.columns.join(' ')]),
      ),
    ]),
  }),
});

export const linesOf = (services: Service[]) =>
  registerOf(services).map(({ room, lines }) => ({
    title: room,
    heads: [r.purpose, r.keep, r.atEnd],
    widths: [3, 2, 1],
    rows: lines.map(({ purpose, keep, atEnd }) => [purpose, keep, atEnd]),
  }));

export const registerPdf = download('/donnees/registre.pdf', {
  may: signedIn,
  load: async ({ db, services }) =>
    documentPdf({
      title: r.register,
      lead: r.registerLead,
      parts: [{ heads: ['', ''], widths: [1, 3], rows: sheetOf(await knownOf(db)) }, ...linesOf(services)],
    }),
});
