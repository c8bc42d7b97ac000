import { type ComponentChildren, toChildArray } from 'preact';
import { ButtonLink } from './buttons.tsx';
import type { Family } from './context.ts';
import { Drawing, type DrawingName } from './drawings.tsx';
import { families, Gommette } from './gommettes.tsx';
import { Count } from './labels.tsx';
import { ChildChip, type Person } from './people.tsx';
import type { PictureName } from './pictures.tsx';
import { relativeDayText, Time } from './time.tsx';
import { say } from './words.ts';

type CardProps = {
  title?: ComponentChildren;
  href?: string;
  family?: Family;
  /** Who and when: one quiet line under the title. */
  meta?: ComponentChildren;
  children?: ComponentChildren;
  footer?: ComponentChildren;
  level?: 2 | 3;
};

/** A sheet of paper. With `href` its title is the link, and the whole sheet answers to a tap. */
export function Card({ title, href, family, meta, children, footer, level = 2 }: CardProps) {
  const Title = level === 2 ? 'h2' : 'h3';
  return (
    <article class={`card${href ? ' is-link' : ''}${family ? ` f-${family}` : ''}`}>
      {family && <Gommette family={family} />}
      {title && <Title class="card-title">{href ? <a href={href}>{title}</a> : title}</Title>}
      {meta && <p class="meta">{meta}</p>}
      {children}
      {footer && <div class="card-foot">{footer}</div>}
    </article>
  );
}

/** Cards one under the other, or side by side where there is room (`columns`). */
export const CardList = ({ children, columns, label }: { children: ComponentChildren; columns?: boolean; label?: string }) => (
  <ul class={columns ? 'cards is-columns' : 'cards'} aria-label={label}>
    {toChildArray(children).map((child, at) => (
      <li key={at}>{child}</li>
    ))}
  </ul>
);

export type TileProps = { label: string; href: string; family: Family; picture?: PictureName; sentence?: string; count?: number };

/** The door of a service. */
export function Tile({ label, href, family, picture, sentence, count }: TileProps) {
  return (
    <a class={`tile f-${family}`} href={href}>
      <Gommette family={family} size="xl" picture={picture ?? families[family].picture} />
      <span class="tile-label">
        {label} {count ? <Count count={count} /> : null}
      </span>
      {sentence && <span class="tile-sentence">{sentence}</span>}
    </a>
  );
}

export const Tiles = ({ children, label }: { children: ComponentChildren; label?: string }) => (
  <ul class="tiles" aria-label={label}>
    {toChildArray(children).map((child, at) => (
      <li key={at}>{child}</li>
    ))}
  </ul>
);

export type Todo = {
  /** What to do, with a verb: « Signer le mot sur la sortie au musée ». */
  what: string;
  href: string;
  family: Family;
  /** What the button says, one verb: « Signer ». */
  verb: string;
  child?: Person;
  school?: string;
  deadline?: Date | string;
  minutes?: number;
  late?: boolean;
};

/** One line of « À faire »: for whom, what, before when, how long; the door is the whole line. */
export function TodoItem({ what, href, family, verb, child, school, deadline, minutes, late }: Todo) {
  return (
    <li class={`todo f-${family}${late ? ' is-late' : ''}`}>
      <Gommette family={family} size="l" />
      <div class="todo-body">
        {child && <ChildChip child={child} school={school} />}
        <a class="todo-what" href={href}>
          {what}
        </a>
        <p class="meta">
          {deadline && (
            <span class="todo-deadline">
              {late && <strong>{say.late} · </strong>}
              <time datetime={typeof deadline === 'string' ? deadline : deadline.toISOString()}>
                {say.deadlineOn({ date: relativeDayText(deadline) })}
              </time>
            </span>
          )}
          {minutes && <span>{say.minutes({ count: minutes })}</span>}
        </p>
      </div>
      <span class="todo-verb" aria-hidden="true">
        {verb}
      </span>
    </li>
  );
}

export const TodoList = ({ todos, label }: { todos: readonly Todo[]; label?: string }) => (
  <ul class="todos" aria-label={label}>
    {todos.map((todo) => (
      <TodoItem key={todo.href + todo.what} {...todo} />
    ))}
  </ul>
);

type EmptyProps = { sentence: ComponentChildren; title?: string; drawing?: DrawingName; link?: { label: string; href: string } };

/** Nothing here yet: a collage, a sentence that helps, and what to do next. */
export function EmptyState({ sentence, title, drawing = 'boat', link }: EmptyProps) {
  return (
    <div class="empty">
      <Drawing name={drawing} />
      <div>
        {title && <p class="empty-title">{title}</p>}
        <p>{sentence}</p>
        {link && <ButtonLink href={link.href}>{link.label}</ButtonLink>}
      </div>
    </div>
  );
}

/** Who wrote it and when, for `meta`. */
export const Byline = ({ who, at }: { who: string; at: Date | string }) => (
  <>
    <span>{who}</span>
    <Time at={at} />
  </>
);
