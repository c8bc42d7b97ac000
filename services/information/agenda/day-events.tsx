import { hourText } from '#kernel/ui';
import type { Day } from './days.ts';
import { t } from './texts.ts';

/** What happens on one day, each a link to it. */
export const DayEvents = ({ events }: Pick<Day, 'events'>) =>
  events.length > 0 ? (
    <ul class="day-events">
      {events.map((event) => (
        <li key={`${event.id} ${event.day}`}>
          <a class={`day-event is-${event.layer}`} href={`/agenda/${event.id}?jour=${event.day}`}>
            {event.clock && <strong>{hourText(event.clock)} </strong>}
            {event.title}
            <span class="meta"> {event.place ?? t.mine}</span>
          </a>
        </li>
      ))}
    </ul>
  ) : null;
