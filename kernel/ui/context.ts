import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Comfort, Hand } from '#kernel/db';
import type { PictureName } from './pictures.tsx';

export type Skin = 'petits' | 'debutants' | 'grands' | 'adultes';

/** The five families of article 2 of the convention, and the room where the project is run. */
export type Family = 'communication' | 'information' | 'pupil-life' | 'pedagogy' | 'utilities' | 'governance';

export type MenuEntry = { label: string; href: string; family: Family; current: boolean; count?: number; picture?: PictureName };

/** What was typed and what is wrong with it, when an action sends a form back (422). */
export type FormState = {
  action: string;
  values: Record<string, string | string[]>;
  errors: { field: string; message: string }[];
};

/** All that a page may know beside its own answer. The kernel's http room provides it; components read it. */
export type View = {
  skin: Skin;
  path: string;
  menu: MenuEntry[];
  me?: { name: string; profile: string; unread: number };
  /** A sentence said once, after an action: « Le mot est parti. » */
  said?: { kind: 'success' | 'info' | 'warning'; sentence: string };
  form?: FormState;
  /** For a child: the writing of every word. */
  hand?: Hand;
  /** Nobody here is real: each page says it. */
  sandbox?: true;
  /** What makes reading easier for this person. */
  comfort?: readonly Comfort[];
  /** URL of a built asset by its source name: `asset('style.css')` → `/assets/style-3F2A.css`. */
  asset: (name: string) => string;
};

export const ViewContext = createContext<View>({ skin: 'adultes', path: '/', menu: [], asset: (name) => `/assets/${name}` });
export const useView = (): View => useContext(ViewContext);
