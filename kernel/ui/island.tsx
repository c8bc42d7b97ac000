import type { ComponentChildren } from 'preact';
import { useView } from './context.ts';

type IslandProps = { name: string; props?: Record<string, unknown>; children?: ComponentChildren };

/**
 * A place where a script may bring something better. `children` is what everybody gets first and keeps without script.
 *
 * `name` is the file: `services/…/islands/rich-text.tsx` → `rich-text`. That file exports a Preact component named `Island`,
 * or a function `mount(element, props)` when the widget is not Preact's. `props` must survive JSON, and goes to the reader:
 * nothing there that the page itself would not show.
 */
export function Island({ name, props = {}, children }: IslandProps) {
  const { asset } = useView();
  return (
    <div data-island={name} data-src={asset(`islands/${name}.js`)} data-props={JSON.stringify(props)}>
      {children}
    </div>
  );
}
