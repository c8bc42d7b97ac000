import { Card, Chip, Status, Time } from '#kernel/ui';
import { t } from './texts.ts';
import type { Ticket } from './tickets.ts';

/** Where a ticket stands, in a word. To who asked, « répondu » is news; to who helps, « en attente » is work. */
export function Standing({ ticket: { state, late, answerDue, answeredAt } }: { ticket: Ticket }) {
  if (state === 'closed') return <Status kind="done">{t.closed}</Status>;
  if (state === 'answered') return <Status kind="new">{t.answered}</Status>;
  if (late) return <Status kind="late">{t.lateSince({ moment: answerDue })}</Status>;
  return <Status kind="waiting">{answeredAt ? t.waiting : t.answerBefore({ moment: answerDue })}</Status>;
}

export const TicketCard = ({ ticket, forHelp }: { ticket: Ticket; forHelp?: boolean }) => (
  <Card
    title={ticket.title}
    href={`/assistance/demandes/${ticket.id}`}
    meta={
      <>
        <span>{t.numbered({ number: ticket.number })}</span>
        <span>{ticket.place}</span>
        {forHelp && <span>{t.asker({ name: ticket.author, as: ticket.askedAs })}</span>}
        <Time at={ticket.movedAt} />
      </>
    }
    footer={
      <>
        <Standing ticket={ticket} />
        {forHelp && <Chip>{t.category({ category: ticket.category })}</Chip>}
        {forHelp && ticket.blocking && ticket.state !== 'closed' && <Chip>{t.blockingShort}</Chip>}
        {forHelp && ticket.takenBy && ticket.state !== 'closed' && <Chip>{t.takenBy({ name: ticket.takenBy })}</Chip>}
        {!forHelp && ticket.state !== 'closed' && <Chip>{t.atLevel({ level: ticket.level })}</Chip>}
      </>
    }
  />
);
