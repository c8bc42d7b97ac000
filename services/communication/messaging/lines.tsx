import { z } from '#kernel';
import { Button, Buttons, Form, Hidden, Picture, parisDay, Select, Status, TickList, Time } from '#kernel/ui';
import type { Shelf } from './mailbox.ts';
import { t } from './texts.ts';

export const lineShape = z.object({
  id: z.uuid(),
  subject: z.string(),
  who: z.string().nullable(),
  at: z.date(),
  state: z.enum(['draft', 'held', 'sent', 'recalled', 'rejected']),
  unread: z.boolean(),
  mine: z.boolean(),
  urgent: z.boolean(),
  arrivesAt: z.date().nullable(),
  about: z.string().nullable(),
  files: z.boolean(),
  folder: z.string().nullable(),
});
type Line = z.infer<typeof lineShape>;

type Box = {
  shelf: Shelf;
  folderId: string | null;
  lines: Line[];
  pupil: boolean;
  now: Date;
  folders: { id: string; name: string; depth: number }[];
};

/** The messages of a shelf, to open or to tick; what is done to those ticked stands under the list. */
export function Lines({ shelf, folderId, lines, folders, pupil, now }: Box) {
  const thrown = shelf === 'trash' && folderId === null;
  return (
    <Form action="/messagerie/rangement" label={t.withTicked}>
      <Hidden name="from" value={folderId ?? shelf} />
      <TickList
        label={pupil ? t.shelfTu({ shelf }) : t.shelf({ shelf })}
        name="ids"
        lines={lines.map((line) => ({
          id: line.id,
          who: <Who line={line} />,
          what: <Title line={line} />,
          when: <Time at={line.at} form={parisDay(line.at) === parisDay(now) ? 'clock' : 'short'} />,
          tick: t.tick({ subject: titleOf(line) }),
        }))}
      />
      <Buttons>
        {!thrown && shelf !== 'drafts' && shelf !== 'sent' && (
          <>
            <Button name="press" value="read" picture="check">
              {t.markRead}
            </Button>
            <Button name="press" value="unread">
              {t.markUnread}
            </Button>
          </>
        )}
        {thrown ? (
          <>
            <Button name="press" value="restore" picture="back">
              {pupil ? t.restoreTu : t.restore}
            </Button>
            <Button name="press" value="erase" weight="danger">
              {pupil ? t.eraseTu : t.erase}
            </Button>
          </>
        ) : (
          <Button name="press" value="trash" picture="cross">
            {pupil ? t.throwTu : t.throwAway}
          </Button>
        )}
      </Buttons>
      {folders.length > 0 && !thrown && (
        <>
          <Select
            name="folder"
            label={t.moveTo}
            blank={t.outOfFolders}
            options={folders.map(({ id, name, depth }) => ({ value: id, label: `${'· '.repeat(depth)}${name}` }))}
          />
          <Buttons>
            <Button name="press" value="move" picture="folder">
              {t.move}
            </Button>
          </Buttons>
        </>
      )}
    </Form>
  );
}

const Who = ({ line }: { line: Line }) => (
  <>
    {line.unread ? <strong>{line.who}</strong> : line.who || (line.mine ? t.nobodyYet : t.somebodyGone)}
    {line.about && <span class="hint"> {t.aboutChild({ child: line.about })}</span>}
  </>
);

const titleOf = ({ subject, state, mine }: Line): string => (state === 'recalled' && !mine ? t.recalledTitle : subject || t.untitled);

function Title({ line }: { line: Line }) {
  const href = line.state === 'draft' ? `/messagerie/brouillons/${line.id}` : `/messagerie/messages/${line.id}`;
  const title = titleOf(line);
  return (
    <>
      <a href={href}>{line.unread ? <strong>{title}</strong> : title}</a> {line.unread && <Status kind="new">{t.unread}</Status>}{' '}
      {line.urgent && <Status kind="late">{t.urgent}</Status>} {line.files && <Picture name="paper" />}
      {line.files && <span class="sr">{t.withFiles}</span>}
      {line.state === 'held' && <Status kind="waiting">{t.held}</Status>}
      {line.state === 'rejected' && <Status kind="refused">{t.rejected}</Status>}
      {line.state === 'recalled' && line.mine && <Status kind="refused">{t.recalled}</Status>}
      {line.folder && <span class="hint"> {line.folder}</span>}
    </>
  );
}
