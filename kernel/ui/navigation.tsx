import { Count } from './labels.tsx';
import { Picture } from './pictures.tsx';
import { say } from './words.ts';

export type Step = { label: string; state: 'done' | 'current' | 'next'; href?: string };
export type Crumb = { label: string; href: string };

/** The views of one thing. They are pages: each has its address. */
export const Tabs = ({ label, entries }: { label: string; entries: readonly (Crumb & { current?: boolean; count?: number })[] }) => (
  <nav class="tabs" aria-label={label}>
    <ul>
      {entries.map((entry) => (
        <li key={entry.href}>
          <a href={entry.href} aria-current={entry.current ? 'page' : undefined}>
            {entry.label} {entry.count ? <Count count={entry.count} /> : null}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** From the widest to where one is; the page's own title is not said twice. */
export const Breadcrumb = ({ trail }: { trail: readonly Crumb[] }) => (
  <nav class="trail" aria-label={say.trail}>
    <ol>
      {trail.map((crumb) => (
        <li key={crumb.href}>
          <a href={crumb.href}>{crumb.label}</a>
        </li>
      ))}
    </ol>
  </nav>
);

/** Where one stands in something long. */
export const Steps = ({ steps }: { steps: readonly Step[] }) => (
  <ol class="steps" aria-label={say.steps}>
    {steps.map((step, at) => (
      <li key={step.label} class={`is-${step.state}`} aria-current={step.state === 'current' ? 'step' : undefined}>
        <span class="step-mark" aria-hidden="true">
          {step.state === 'done' ? <Picture name="check" /> : at + 1}
        </span>
        {step.href && step.state === 'done' ? <a href={step.href}>{step.label}</a> : <span>{step.label}</span>}
        {step.state === 'done' && <span class="sr"> {say.stepDone}</span>}
      </li>
    ))}
  </ol>
);

type SearchProps = { action: string; label: string; name?: string; value?: string };

/** A form that only asks: its answer has an address one can keep. */
export const SearchField = ({ action, label, name = 'q', value }: SearchProps) => (
  <form class="search" action={action} method="get">
    <label class="sr" for={`search-${name}`}>
      {label}
    </label>
    <input class="input" id={`search-${name}`} name={name} type="search" value={value} placeholder={label} maxlength={200} />
    <button class="button is-plain" type="submit" aria-label={say.search}>
      <Picture name="search" />
    </button>
  </form>
);
