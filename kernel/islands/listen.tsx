type Words = { listen: string; stop: string };

/** What is read: titles, paragraphs, items, and what stands in cards; never menus, buttons nor what is being typed. */
const readable = 'h1, h2, h3, p, li, dt, dd, figcaption, td, th';

/**
 * The button « Écouter », shown where the device can speak. The teacher's own voice first, when there is one on the page; else
 * the device's French voice (Web Speech), which lights each word.
 */
export function mount(place: HTMLElement, { listen, stop }: Words): void {
  const voice = document.querySelector<HTMLAudioElement>('main audio[data-voice]');
  const button = place.querySelector('button');
  const label = button?.querySelector('span');
  if (!button || !label || !(voice || 'speechSynthesis' in window)) return;
  const show = (on: boolean) => {
    button.setAttribute('aria-pressed', String(on));
    label.textContent = on ? stop : listen;
    if (!on) light();
  };
  const end = () => {
    voice?.pause();
    if ('speechSynthesis' in window) speechSynthesis.cancel();
    show(false);
  };
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-pressed') === 'true') {
      end();
      return;
    }
    show(true);
    if (voice) {
      voice.currentTime = 0;
      voice.onended = end;
      voice.play().catch(end);
    } else speak(texts(), end);
  });
  addEventListener('pagehide', end);
  button.hidden = false;
}

/** The texts of the page in their order, each once: an item that contains a paragraph leaves it to speak. */
function texts(): HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>('main *')].filter((part) => part.matches(readable));
  return all.filter(
    (part) =>
      part.textContent.trim() !== '' &&
      !part.querySelector(readable) &&
      !part.closest('form, nav, details:not([open]), .reading, [hidden], .sr'),
  );
}

function speak([first, ...rest]: HTMLElement[], end: () => void): void {
  if (!first) {
    end();
    return;
  }
  const said = new SpeechSynthesisUtterance(first.textContent.toLocaleLowerCase('fr'));
  said.lang = 'fr-FR';
  said.rate = 0.85;
  const french = speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('fr'));
  if (french) said.voice = french;
  said.onstart = () => first.scrollIntoView({ block: 'nearest' });
  said.onboundary = ({ charIndex, charLength }) => light(first, charIndex, charLength);
  said.onend = () => speak(rest, end);
  // « interrupted » is our own stop.
  said.onerror = ({ error }) => {
    if (error !== 'interrupted' && error !== 'canceled') end();
  };
  light(first);
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
