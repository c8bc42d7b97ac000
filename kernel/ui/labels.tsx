import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Picture, type PictureName } from './pictures.tsx';
import { say } from './words.ts';

/** A small word beside a title: a class, a kind, a place. */
export const Chip = ({ children }: { children: ComponentChildren }) => <span class="chip">{children}</span>;

/** How many, on a menu entry or a tab. `label` says of what. */
export const Count = ({ count, label }: { count: number; label?: string }) => (
  <span class="count">
    <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
    <span class="sr">{label ?? say.countOf({ count })}</span>
  </span>
);

export type StatusKind = 'done' | 'missing' | 'late' | 'waiting' | 'refused' | 'new';
const statusPicture: Record<StatusKind, PictureName> = {
  done: 'check',
  missing: 'dash',
  late: 'alert',
  waiting: 'clock',
  refused: 'cross',
  new: 'star',
};

/** Where a thing stands: a drawing, a word, and only then a colour. */
export const Status = ({ kind, children }: { kind: StatusKind; children?: ComponentChildren }) => (
  <span class={`status is-${kind}`}>
    <Picture name={statusPicture[kind]} />
    {children ?? say[kind]}
  </span>
);

export type NoticeKind = 'info' | 'success' | 'warning' | 'danger';
const noticePicture: Record<NoticeKind, PictureName> = { info: 'info', success: 'check', warning: 'alert', danger: 'alert' };
const noticeWord = (kind: NoticeKind) =>
  ({ info: say.noticeInfo, success: say.noticeSuccess, warning: say.noticeWarning, danger: say.noticeDanger })[kind];

type NoticeProps = { kind?: NoticeKind; title?: string; children: ComponentChildren; role?: 'status' | 'alert' };

/** A sentence set apart from the page. `role` only when it appears while the person is looking. */
export function Notice({ kind = 'info', title, children, role }: NoticeProps) {
  return (
    <div class={`notice is-${kind}`} role={role}>
      <Picture name={noticePicture[kind]} />
      <div>
        {title ? <p class="notice-title">{title}</p> : <span class="sr">{noticeWord(kind)} </span>}
        {children}
      </div>
    </div>
  );
}

type AmountProps = { value: number; max: number; label: string; text?: string };

/** How far a long work has gone. With `id` and `poll`, the enhancer looks again every `poll` seconds. */
export function Progress({ value, max, label, text, id, poll }: AmountProps & { id?: string; poll?: number }) {
  const own = useId();
  const name = id ?? own;
  return (
    <div class="amount" id={name} data-poll={id && value < max ? poll : undefined}>
      <label for={`${name}-bar`}>{label}</label>
      <progress id={`${name}-bar`} value={value} max={max} />
      <span class="amount-text">{text ?? say.outOf({ value, max })}</span>
    </div>
  );
}

/** How many have answered: « 12 sur 25 ». A count of families, never a score of a child. */
export function Meter({ value, max, label, text }: AmountProps) {
  const id = useId();
  return (
    <div class="amount">
      <label for={id}>{label}</label>
      <meter id={id} value={value} min={0} max={max} />
      <span class="amount-text">{text ?? say.outOf({ value, max })}</span>
    </div>
  );
}
