type Properties = Partial<Record<string, string | boolean | ((event: Event) => void)>>;

/** An element with its attributes, what it does on `on…`, and what it holds. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, '');
    else if (value) made.setAttribute(key, value);
  }
  made.append(...inside);
  return made;
}

export const button = (word: string, weight: string, onclick: () => void): HTMLButtonElement =>
  make('button', { type: 'button', class: `button is-${weight}`, onclick }, make('span', {}, word));

/** A box to tick, as the page's own are drawn. */
export function box(id: string, label: string, checked: boolean, onchange: (ticked: boolean) => void): HTMLElement {
  const input = make('input', { type: 'checkbox', id, checked, onchange: () => onchange(input.checked) });
  return make('div', { class: 'choice' }, input, make('label', { for: id }, label));
}

/** « Photo {at} » with its values. */
export const filled = (sentence: string, values: Record<string, string | number>): string =>
  sentence.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all));
