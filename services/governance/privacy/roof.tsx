import type { ComponentChildren } from 'preact';
import { BarePage, Page, useView } from '#kernel/ui';

type RoofProps = { title: string; lead: string; children: ComponentChildren };

/** Under the bare roof for whoever is outside, with the menu for whoever is in. */
export function Roof(page: RoofProps) {
  const House = useView().me ? Page : BarePage;
  return <House {...page} family="governance" />;
}
