type Words = { listen: string; stop: string };

/** What is read: titles, paragraphs, items, and what stands in cards; never menus, buttons nor what is being typed. */
const recorded = 'audio[data-voice]';
const readable = 'h1, h2, h3, p, li, dt, dd, figcaption, td, th';

/**
 * The button « Écouter », shown where the device can speak. A text that the teacher recorded is heard in the teacher's own voice;
 * the others in the device's French voice (Web Speech), which lights each word.
 */
export function mount(place: HTMLElement, { listen, stop }: Words): void {
  const speaks = 'speechSynthesis' in window;
  const button = place.querySelector('button');
  const label = button?.querySelector('span');
  if (!button || !label || !(speaks || document.querySelector(recorded))) return;
  let heard: HTMLAudioElement | undefined;
  const show = (on: boolean) => {
    button.setAttribute('aria-pressed', String(on));
    label.textContent = on ? stop : listen;
    if (!on) light();
  };
  const end = () => {
    heard?.pause();
    heard = undefined;
    if (speaks) speechSynthesis.cancel();
    show(false);
  };
  const read = ([first, ...rest]: HTMLElement[]): void => {
    if (!first) end();
    else if (!(first instanceof HTMLAudioElement)) speak(first, () => read(rest), end);
    else {
      heard = first;
      light(first);
      first.currentTime = 0;
      first.onended = () => read(rest);
      first.play().catch(end);
    }
  };
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      end();
      return;
    }
    show(true);
    read(parts(speaks));
  });
  addEventListener('pagehide', end);
  button.hidden = false;
}

/** What is read, in the order of the page, each text once: an item leaves its paragraphs to speak, a card leaves it to its recording. */
function parts(speaks: boolean): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>('main *')].filter((part) => part.matches(`${readable}, ${recorded}`));
  // A recording that is in no card is of the page's own text.
  const ofPage = all.find((part) => part.matches(recorded) && !part.closest('.card'));
  return all.filter((part) => {
    if (part.matches(recorded)) return true;
    const card = part.closest('.card');
    const spoken = card ? card.querySelector(recorded) : part.closest('.rich') && ofPage;
    const hidden = part.closest('form, nav, details:not([open]), .reading, [hidden], .sr');
    return speaks && !spoken && !hidden && part.textContent.trim() !== '' && !part.querySelector(readable);
  });
}

function speak(part: HTMLElement, next: () => void, end: () => void): void {
  const said = new SpeechSynthesisUtterance(part.textContent.toLocaleLowerCase('fr'));
  said.lang = 'fr-FR';
  said.rate = 0.85;
  const french = speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('fr'));
  if (french) said.voice = french;
  said.onstart = () => part.scrollIntoView({ block: 'nearest' });
  said.onboundary = ({ charIndex, charLength }) => light(part, charIndex, charLength);
  said.onend = next;
  // « interrupted » is our own stop.
  said.onerror = ({ error }) => {
    if (error !== 'interrupted' && error !== 'canceled') end();
  };
  light(part);
  speechSynthesis.speak(said);
}

/** Lights a word where the browser can (CSS Custom Highlight), the whole text elsewhere; nothing puts the light out. */
function light(part?: HTMLElement, from?: number, length?: number): void {
  for (const lit of document.querySelectorAll('.is-spoken')) lit.classList.remove('is-spoken');
  const highlights = 'highlights' in CSS ? CSS.highlights : undefined;
  highlights?.delete('spoken');
  if (!part) return;
  const word = highlights && from !== undefined && length ? rangeIn(part, from, length) : undefined;
  if (word) highlights?.set('spoken', new Highlight(word));
  else part.classList.add('is-spoken');
}

/** The characters `from`… of what is read of this part, as a range; nothing when they straddle two runs of text. */
function rangeIn(part: HTMLElement, from: number, length: number): Range | undefined {
  const runs = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  let before = 0;
  for (let run = runs.nextNode(); run; run = runs.nextNode()) {
    const size = run.textContent?.length ?? 0;
    if (from >= before && from + length <= before + size) {
      const range = document.createRange();
      range.setStart(run, from - before);
      range.setEnd(run, from - before + length);
      return range;
    }
    before += size;
  }
  return undefined;
}
