import { button, filled, make, recorder } from '#kernel/recorder';
import { again, sendInPieces } from '#kernel/sender';
import type { ComposerWords } from './said.ts';
import { type Sheet, sheetFor } from './sheet.ts';
import { shrunk } from './shrink.ts';

type Props = { door: string; most: number; asksWho: boolean; unseen: string[]; pupils: [string, string][]; words: ComposerWords };

/** The form that everybody has, with photos shrunk and blurred here, names checked at once, and files sent in pieces. */
export function mount(place: HTMLElement, props: Props): void {
  const form = place.querySelector('form');
  const files = form?.querySelector<HTMLInputElement>('input[type=file]');
  const submit = form?.querySelector<HTMLButtonElement>('button[type=submit]');
  if (!form || !files || !submit) return;
  const { words, pupils, asksWho } = props;
  const state = form.querySelector('.form-state');
  const say = (sentence: string) => {
    if (state) state.textContent = sentence;
  };
  const boxes = (name: string) => [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
  let sheets: Sheet[] = [];
  let made = 0;
  let voice: { key: string; blob: Blob } | undefined;
  const list = make('ol', { class: 'photo-sheets' });
  files.closest('.field')?.after(list);

  const forAll = () => ({
    pupils: new Set(boxes('pupils').flatMap(({ checked, value }) => (checked ? [value] : []))),
    nobody: boxes('nobody').some(({ checked }) => checked),
  });
  const saidOf = (sheet: Sheet) => sheet.own ?? forAll();
  const nameOf = (id: string) => pupils.find(([one]) => one === id)?.[1] ?? '';

  /** Says beside each photo why it cannot be shown; true when all can. */
  function judged({ missing }: { missing: boolean }): boolean {
    if (!asksWho) return true;
    return sheets
      .map((sheet) => {
        const { pupils: on, nobody } = saidOf(sheet);
        const unseen = [...on].filter((id) => props.unseen.includes(id)).map(nameOf);
        const unsaid = on.size === 0 ? !nobody : nobody;
        const wrong =
          unseen.length > 0
            ? filled(words.noConsent, { names: unseen.join(', ') })
            : unsaid && (missing || on.size > 0)
              ? words.sayWho
              : '';
        sheet.tell(wrong);
        return wrong === '';
      })
      .every(Boolean);
  }
  form.addEventListener('change', () => judged({ missing: false }));

  files.addEventListener('change', async () => {
    const chosen = [...(files.files ?? [])];
    files.value = '';
    const photos = chosen.filter(({ type }) => !type.startsWith('audio/'));
    const [said] = chosen.filter(({ type }) => type.startsWith('audio/'));
    if (said) voice = { key: `voice-${Date.now()}`, blob: said };
    submit.disabled = true;
    let sorry = '';
    for (const [at, file] of photos.entries()) {
      say(filled(words.shrinking, { at: at + 1, of: photos.length }));
      const blob = sheets.length < props.most ? await shrunk(file) : undefined;
      if (blob) add(blob);
      else sorry = sheets.length < props.most ? filled(words.notReadable, { name: file.name }) : words.tooMany;
    }
    say(sorry);
    submit.disabled = false;
    judged({ missing: false });
  });

  function add(blob: Blob): void {
    made += 1;
    const sheet = sheetFor(blob, {
      ...{ at: made, pupils, asksWho, words },
      changed: () => judged({ missing: false }),
      out: (gone) => {
        sheets = sheets.filter((one) => one !== gone);
        gone.element.remove();
        camera?.focus();
      },
    });
    sheets.push(sheet);
    list.append(sheet.element);
  }

  const devices = form.querySelector<HTMLElement>('.devices');
  const [camera, microphone] = devices?.querySelectorAll('button') ?? [];
  if (devices && camera && microphone) {
    files.hidden = true;
    devices.hidden = false;
    list.before(devices);
    camera.addEventListener('click', () => files.click());
    const heard = recorder(microphone, words, (blob) => {
      voice = blob && { key: `voice-${Date.now()}`, blob };
    });
    if (heard) list.after(heard);
    else microphone.hidden = true;
  }
  const first = boxes('pupils')[0]?.closest('.choices');
  if (first)
    first.before(
      button(words.wholeClass, 'plain', () => {
        for (const one of boxes('pupils')) one.checked = true;
        judged({ missing: false });
      }),
    );

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // The page's own script would let the form go as it is.
    event.stopPropagation();
    if (!judged({ missing: true }))
      return sheets.find(({ element }) => element.querySelector('.field-error')?.textContent)?.element.scrollIntoView();
    submit.disabled = true;
    void send().then((sorry) => {
      submit.disabled = false;
      if (sorry) say(sorry);
    });
  });

  /** Gives a sentence when it was refused; else the journal is open. */
  async function send(): Promise<string | undefined> {
    if (!form) return;
    const cut = () => say(words.cut);
    const pictures: { upload: string; pupils: string[]; nobody: boolean }[] = [];
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
    for (const [at, sheet] of sheets.entries()) {
      say(filled(words.sending, { at: at + 1, of: sheets.length }));
      const sent = await sendInPieces(props.door, sheet, cut);
      if ('refused' in sent) return words.refused;
      const { pupils: on, nobody } = saidOf(sheet);
      pictures.push({ upload: sent.id, pupils: [...on], nobody });
    }
    if (voice) {
      const sent = await sendInPieces(props.door, voice, cut);
      if ('refused' in sent) return words.refused;
      fields.set('voice', sent.id);
    }
    fields.set('pictures', JSON.stringify(pictures));
    const body = fields.toString();
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    const action = form.action;
    // Sent again after a cut, it is posted once: the key of the page is the post's id.
    const answer = await again(async () => {
      const told = await fetch(action, { method: 'POST', headers, body });
      if (told.status >= 500) throw told.status;
      return told;
    }, cut);
    if (answer.status !== 201) {
      const { errors = [] }: { errors?: { message: string }[] } = await answer.json().catch(() => ({}));
      return errors.map(({ message }) => message).join(' ') || words.refused;
    }
    const { see }: { see: string } = await answer.json();
    location.assign(see);
    return;
  }
}
