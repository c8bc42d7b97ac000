import type { OfflineWords, TapWords } from '../device-words.ts';
import { type KeptRoll, type KeptSheet, keptRolls, keptSheets, thisDevice } from './kept.ts';
import { fieldsOf, tappable } from './lines.ts';
import { flush, sendOrKeep } from './outbox.ts';

type Words = TapWords & OfflineWords;

/** Without network, under the address that was asked for: its sheet if it is kept here, else the classes that are. */
export async function mount(place: HTMLElement, { words }: { words: Words }): Promise<void> {
  if (!(await thisDevice())) return;
  addEventListener('online', () => void sendAndLeave());
  // A server that is back says nothing.
  setInterval(async () => (await flush()).length > 0 && location.reload(), 30_000);
  const sheets = (await keptSheets()).map(({ value }) => value);
  const asked = /^\/appel\/([\w-]{36})\/(\d{4}-\d\d-\d\d)\/(matin|apres-midi)$/.exec(location.pathname);
  const kept =
    sheets.find(({ address }) => address === location.pathname) ?? sheets.findLast(({ address }) => address.split('/')[2] === asked?.[1]);
  const rolls = (await keptRolls()).map(({ value }) => value);
  const filled = rolls.findLast(({ address }) => address === location.pathname)?.fields;
  if (kept) return draw(place, kept, { address: location.pathname, filled, words });
  const waiting = rolls.length > 0;
  place.replaceChildren(paragraph(waiting ? words.kept : sheets.length > 0 ? words.offline : words.nothing));
  const half = new Date().getHours() < 13 ? 'matin' : 'apres-midi';
  const today = new Date().toLocaleDateString('sv-SE');
  const classes = new Map(sheets.map((sheet) => [sheet.address.split('/')[2] ?? '', sheet]));
  for (const [classId, sheet] of classes) {
    const link = Object.assign(document.createElement('a'), { className: 'button is-plain', href: `/appel/${classId}/${today}/${half}` });
    link.textContent = `${sheet.title}, ${half === 'matin' ? words.morning : words.afternoon}`;
    place.append(link);
  }
}

type Drawn = { address: string; filled: KeptRoll['fields'] | undefined; words: Words };

/** A sheet already filled here is drawn as it was filled, and goes on from there. */
function draw(place: HTMLElement, kept: KeptSheet, { address, filled, words }: Drawn): void {
  place.innerHTML = kept.html;
  const form = place.querySelector('form');
  if (!form) return;
  const [heading, lead] = [document.querySelector('h1'), document.querySelector('.lead')];
  if (heading) heading.textContent = kept.title;
  if (lead) lead.textContent = `${dayOf(address)}, ${address.endsWith('/matin') ? words.morning : words.afternoon}`;
  form.setAttribute('action', address);
  if (address !== kept.address) blank(form);
  tappable(form, words, filled);
  const key = form.querySelector<HTMLInputElement>('[name=key]');
  if (key) key.value = new Map(filled).get('key') ?? key.value;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopPropagation();
    void sendOrKeep({ address, title: kept.title, fields: fieldsOf(form) }).then((fate) => {
      if (fate === 'sent') location.assign(address);
      const status = form.querySelector('.roll-count');
      if (fate === 'kept' && status) status.textContent = words.kept;
    });
  });
}

/** The class as it was called another half-day: everybody present again, under a key of its own. */
function blank(form: HTMLFormElement): void {
  for (const radio of form.querySelectorAll<HTMLInputElement>('input[type=radio]')) radio.checked = radio.value === 'present';
  for (const time of form.querySelectorAll<HTMLInputElement>('input[type=time]')) time.value = '';
  for (const chip of form.querySelectorAll('.chip')) chip.remove();
  for (const [name, value] of [
    ['key', crypto.randomUUID()],
    ['seen', '0'],
  ] as const) {
    const field = form.querySelector<HTMLInputElement>(`[name=${name}]`);
    if (field) field.value = value;
  }
}

const dayOf = (address: string): string =>
  new Date(`${address.split('/')[3]}T12:00:00`).toLocaleDateString(document.documentElement.lang, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
  });

const paragraph = (sentence: string): HTMLElement => Object.assign(document.createElement('p'), { textContent: sentence });

/** The network is back: send what waits, then show the page as the school has it. */
async function sendAndLeave(): Promise<void> {
  if ((await flush()).length > 0 || (await keptRolls()).length === 0) location.reload();
}
