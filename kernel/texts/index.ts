import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Every sentence a person reads. French is the source, written once beside the service that says it; another language is a
 * catalogue of replacements registered with `translate`, so that no page changes when a language is added.
 *
 * A text is a string, or a function of named arguments that returns one (plurals, names, dates).
 */
export type Text = string | ((args: never) => string);
export type Catalogue = Record<string, Text>;
export type Translation<C extends Catalogue> = Partial<{ [K in keyof C]: C[K] }>;

const source = 'fr';
const speech = new AsyncLocalStorage<{ tag: string; now: Date }>();
const translations = new Map<string, Catalogue>();

/** The language of the person being answered: a BCP 47 tag. French outside any request. */
export const language = (): string => speech.getStore()?.tag ?? source;

/** The moment at which that person is answered: what « demain » counts from. Outside any request, now. */
export const thisMoment = (): Date => speech.getStore()?.now ?? new Date();

/** Runs `work` so that every text said inside it is in `tag`, falling back to French sentence by sentence, and said at `now`. */
export const speaking = <T>(tag: string, work: () => T, now: Date = new Date()): T => speech.run({ tag, now }, work);

/** Declares the French texts of one room of the house. Reading a key gives it in the language of the moment. */
export function texts<const C extends Catalogue>(room: string, french: C): C {
  return new Proxy(french, {
    get: (fr, key: string) => translations.get(`${language()}/${room}`)?.[key] ?? fr[key],
  });
}

/** Adds another language to a room. `translate('en', 'liaison', { sign: 'Sign' })`. */
export function translate(tag: string, room: string, sentences: Catalogue): void {
  translations.set(`${tag}/${room}`, { ...translations.get(`${tag}/${room}`), ...sentences });
}

/** The languages somebody may choose: French, and those that have a catalogue. */
export const languages = (): string[] => [...new Set([source, ...[...translations.keys()].map((key) => key.split('/')[0] ?? source)])];

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };
const rules = new Map<string, Intl.PluralRules>();

/** The form of a sentence for `count`. In French 0 and 1 are `one`: « 0 famille », « 2 familles ». */
export function plural(count: number, forms: Forms): string {
  const tag = language();
  const rule = rules.get(tag) ?? new Intl.PluralRules(tag);
  rules.set(tag, rule);
  return forms[rule.select(count)] ?? forms.other;
}

const lists = new Map<string, Intl.ListFormat>();

/** « Léa, Tom et Zoé » */
export function listed(items: readonly string[]): string {
  const tag = language();
  const list = lists.get(tag) ?? new Intl.ListFormat(tag, { type: 'conjunction' });
  lists.set(tag, list);
  return list.format(items);
}
