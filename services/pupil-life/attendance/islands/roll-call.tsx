import type { OfflineWords, TapWords } from '../device-words.ts';
import { keep, thisDevice } from './kept.ts';
import { fieldsOf, tappable } from './lines.ts';
import { flush, sendOrKeep, standReady, stillOurs } from './outbox.ts';

type Props = { words: TapWords & OfflineWords; schoolId: string; title: string };

/** The sheet of a half-day, tapped; on a device of the school, kept while there is no network and sent when it is back. */
export function mount(place: HTMLElement, { words, schoolId, title }: Props): void {
  const form = place.querySelector('form');
  if (!form) return;
  const html = place.innerHTML;
  const address = form.getAttribute('action') ?? '';
  tappable(form, words);
  const say = (sentence: string) => {
    const status = form.querySelector('.roll-count');
    if (status) status.textContent = sentence;
  };
  let ours = false;
  void thisDevice().then(async (device) => {
    ours = device?.schoolId === schoolId && (await stillOurs(schoolId));
    if (!ours) return;
    await keep(`sheet:${address}`, { address, title, html });
    await standReady();
    place.dataset.ready = '';
    await sendKept(address);
  });
  addEventListener('online', () => ours && void sendKept(address));
  setInterval(() => ours && void sendKept(address), 30_000);
  form.addEventListener('submit', (event) => {
    if (!ours && navigator.onLine) return stamp(form);
    event.preventDefault();
    event.stopPropagation();
    if (!ours) return say(words.offline);
    void sendOrKeep({ address, title, fields: fieldsOf(form) }).then((fate) => {
      if (fate === 'sent') location.assign(address);
      else if (fate === 'kept') say(words.kept);
      else form.submit();
    });
  });
}

async function sendKept(address: string): Promise<void> {
  const sent = await flush();
  if (sent.some((roll) => roll.address === address)) location.assign(address);
}

/** When the form leaves, by the clock of the device: what its lines remember is told from there. */
function stamp(form: HTMLFormElement): void {
  const field = form.querySelector<HTMLInputElement>('[name=sentAt]') ?? document.createElement('input');
  form.append(Object.assign(field, { type: 'hidden', name: 'sentAt', value: new Date().toISOString() }));
}
