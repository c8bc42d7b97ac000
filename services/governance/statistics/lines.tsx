import { language } from '#kernel/texts';
import { shortDayText, Table } from '#kernel/ui';
import type { Said } from './figures.ts';
import type { Cut } from './tables.ts';
import { t, valueTexts } from './texts.ts';

export function durationText(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes === 0) return t.lessThanAMinute;
  return minutes < 60 ? t.minutes({ count: minutes }) : t.hours({ hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export const perVisit = ({ visits, seconds }: Said): string =>
  visits === null || seconds === null ? t.few : visits === 0 ? '' : durationText(seconds / visits);

const isKnown = (value: string): value is keyof typeof valueTexts => value in valueTexts;
export const valueText = (cut: Cut, value: string): string =>
  cut === 'hour' ? t.hour({ hour: Number(value) }) : isKnown(value) ? valueTexts[value] : value;

export const countText = (count: number | null): string => (count === null ? t.few : new Intl.NumberFormat(language()).format(count));

export const visitsColumn = { head: t.visits, numeric: true, cell: ({ visits }: Said) => countText(visits) };
export const usersColumn = { head: t.users, numeric: true, cell: ({ users }: Said) => countText(users) };

/** The figures of a week, cut in one way; hours in their order, the others the most visited first. */
export const CutTable = ({ cut, rows }: { cut: Cut; rows: Said[] }) => (
  <Table
    caption={t.cutTitle({ cut })}
    dense
    figures
    rows={cut === 'hour' ? rows : [...rows].sort((a, b) => (b.visits ?? 0) - (a.visits ?? 0))}
    id={({ value }) => value}
    columns={[
      { head: t.cutHead({ cut }), header: true, cell: ({ value }) => valueText(cut, value) },
      visitsColumn,
      usersColumn,
      { head: cut === 'service' ? t.serviceTime : t.durationHead, numeric: true, cell: perVisit },
    ]}
  />
);

const [barWidth, gap, height] = [22, 8, 96];

/** Visits of each week, drawn by the server; the table beside says the same. */
export function Bars({ weeks }: { weeks: Said[] }) {
  const most = Math.max(1, ...weeks.map(({ visits }) => visits ?? 0));
  const label = t.bars({ first: shortDayText(weeks[0]?.value ?? ''), last: shortDayText(weeks.at(-1)?.value ?? ''), most });
  return (
    <svg
      class="bars"
      role="img"
      aria-label={label}
      preserveAspectRatio="xMinYMid"
      viewBox={`0 0 ${weeks.length * (barWidth + gap)} ${height + 4}`}
      width="100%"
      height="120"
    >
      <line x1="0" x2="100%" y1={height + 1} y2={height + 1} stroke="currentColor" stroke-width="1" />
      {weeks.map(({ value, visits }, at) => {
        const tall = Math.round(((visits ?? 0) / most) * height);
        return (
          <rect
            key={value}
            x={at * (barWidth + gap) + gap / 2}
            y={height - tall}
            width={barWidth}
            height={tall}
            rx="3"
            fill="currentColor"
          />
        );
      })}
    </svg>
  );
}
