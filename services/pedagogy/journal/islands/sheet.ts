import { box, button, filled, make } from '#kernel/recorder';
import { blurIn } from './blur.ts';
import type { ComposerWords } from './said.ts';

/** A photo that is about to be sent. `own`: who is on it, when that is not what was said of all. */
export type Sheet = {
  key: string;
  blob: Blob;
  own: { pupils: Set<string>; nobody: boolean } | undefined;
  element: HTMLElement;
  /** Says beside the photo why it cannot be shown. */
  tell: (sentence: string) => void;
};

type Ask = {
  at: number;
  pupils: [string, string][];
  asksWho: boolean;
  words: ComposerWords;
  changed: () => void;
  out: (sheet: Sheet) => void;
};

/** One photo: seen, blurred by hand, taken out, and with names of its own if it needs some. */
export function sheetFor(blob: Blob, { at, pupils, asksWho, words, changed, out }: Ask): Sheet {
  const picture = make('img', { class: 'photo-preview', alt: filled(words.photoAt, { at }), src: URL.createObjectURL(blob) });
  const wrong = make('p', { class: 'field-error', role: 'status' });
  const tools = make('div', { class: 'buttons' });
  const sheet: Sheet = {
    key: `${Date.now()}-${Math.random()}`,
    blob,
    own: undefined,
    element: make('li', { class: 'photo-sheet', 'aria-label': filled(words.photoAt, { at }) }, picture, wrong, tools),
    tell: (sentence) => {
      if (wrong.textContent !== sentence) wrong.textContent = sentence;
    },
  };
  const blur = async () => {
    picture.hidden = tools.hidden = true;
    const made = await blurIn(sheet.element, sheet.blob, words);
    picture.hidden = tools.hidden = false;
    if (made) {
      sheet.blob = made;
      sheet.key = `${sheet.key}-blurred`;
      URL.revokeObjectURL(picture.src);
      picture.src = URL.createObjectURL(made);
    }
    tools.querySelector('button')?.focus();
  };
  if (asksWho) tools.append(button(words.blur, 'plain', () => void blur()));
  tools.append(
    button(words.takeOut, 'quiet', () => {
      URL.revokeObjectURL(picture.src);
      out(sheet);
    }),
  );
  if (asksWho && pupils.length > 0) sheet.element.append(apart(sheet, at, pupils, words, changed));
  return sheet;
}

/** « Choisir pour cette photo »: opened, it stands for this photo in place of what was said of all. */
function apart(sheet: Sheet, at: number, pupils: [string, string][], words: ComposerWords, changed: () => void): HTMLElement {
  const said = () => (sheet.own ??= { pupils: new Set(), nobody: false });
  const boxes = [
    box(`photo-${at}-nobody`, words.nobody, false, (ticked) => {
      said().nobody = ticked;
      changed();
    }),
    ...pupils.map(([id, name]) =>
      box(`photo-${at}-${id}`, name, false, (ticked) => {
        if (ticked) said().pupils.add(id);
        else said().pupils.delete(id);
        changed();
      }),
    ),
  ];
  const legend = make('legend', { class: 'label' }, words.whoHere);
  const choices = make('fieldset', { class: 'fieldset' }, legend, make('div', { class: 'choices is-inline' }, ...boxes));
  return make('details', {}, make('summary', { class: 'button is-quiet' }, make('span', {}, words.chosenApart)), choices);
}
