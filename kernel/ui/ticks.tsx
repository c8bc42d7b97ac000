import type { ComponentChildren } from 'preact';

export type TickLine = { id: string; who: ComponentChildren; what: ComponentChildren; when: ComponentChildren; tick: string };

/** Lines to open or to tick, on a phone as on a desk: a box, who, what, when. `tick`: what the box says to who cannot see its line. */
export const TickList = ({ label, name, lines }: { label: string; name: string; lines: readonly TickLine[] }) => (
  <ul class="ticks" aria-label={label}>
    {lines.map(({ id, who, what, when, tick }) => (
      <li key={id} class="tick">
        <span class="choice">
          <input type="checkbox" id={`tick-${id}`} name={name} value={id} />
          <label for={`tick-${id}`}>
            <span class="sr">{tick}</span>
          </label>
        </span>
        <span>{who}</span>
        <span class="tick-what">{what}</span>
        <span class="meta">{when}</span>
      </li>
    ))}
  </ul>
);
