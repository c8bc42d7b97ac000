import type { ComponentChildren } from 'preact';
import { BarePage, Page, useView } from '#kernel/ui';

/** Under the roof for whoever is outside, with the menu for whoever is in. */
export function Public({ title, lead, children }: { title: string; lead: string; children: ComponentChildren }) {
  const House = useView().me ? Page : BarePage;
  return (
    <House title={title} lead={lead}>
      {children}
    </House>
  );
}
