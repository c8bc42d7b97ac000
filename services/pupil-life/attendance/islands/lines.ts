import type { TapWords } from '../device-words.ts';

type State = 'present' | 'absent' | 'late';
const states: State[] = ['present', 'absent', 'late'];
const next: Record<State, State> = { present: 'absent', absent: 'late', late: 'present' };

/** `kept`: the fields of this very sheet, filled before and not sent yet. One tap on a line: absent. A second: late, at this minute. A third: present again. Each line remembers when it was touched. */
export function tappable(form: HTMLFormElement, words: TapWords, kept: [string, string][] = []): void {
  for (const line of form.querySelectorAll<HTMLElement>('.roll-line')) alive(line, words, new Map(kept), () => count(form, words));
  form.classList.add('is-tapped');
  count(form, words);
}

function alive(line: HTMLElement, words: TapWords, kept: Map<string, string>, changed: () => void): void {
  const radios = [...line.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  const time = line.querySelector<HTMLInputElement>('input[type=time]');
  const id = radios[0]?.name.slice('mark-'.length) ?? '';
  const before = kept.get(`at-${id}`);
  const touched = Object.assign(document.createElement('input'), {
    type: 'hidden',
    name: `at-${id}`,
    value: before ?? '',
    disabled: !before,
  });
  for (const radio of radios) if (kept.has(radio.name)) radio.checked = kept.get(radio.name) === radio.value;
  if (time && kept.has(time.name)) time.value = kept.get(time.name) ?? '';
  const tap = Object.assign(document.createElement('button'), { type: 'button', className: 'roll-tap' });
  const name = document.createElement('span');
  name.append(...[...(line.querySelector('legend')?.childNodes ?? [])].map((node) => node.cloneNode(true)));
  const state = Object.assign(document.createElement('strong'), { className: 'roll-state' });
  tap.append(name, state);
  line.prepend(tap);
  line.append(touched);
  const now = (): State => states.find((one) => radios.some((radio) => radio.checked && radio.value === one)) ?? 'present';
  const draw = () => {
    line.dataset.state = now();
    state.textContent = words[now()];
  };
  const touch = () => {
    touched.disabled = false;
    touched.value = new Date().toISOString();
    draw();
    changed();
  };
  tap.addEventListener('click', () => {
    const to = next[now()];
    for (const radio of radios) radio.checked = radio.value === to;
    if (time) time.value = to === 'late' ? new Date().toTimeString().slice(0, 5) : '';
    touch();
  });
  time?.addEventListener('change', touch);
  draw();
}

function count(form: HTMLFormElement, words: TapWords): void {
  const place = form.querySelector('.roll-count');
  let sentence = words.count;
  for (const state of states)
    sentence = sentence.replace(`{${state}}`, String(form.querySelectorAll(`input[value=${state}]:checked`).length));
  if (place) place.textContent = sentence;
}

export const fieldsOf = (form: HTMLFormElement): [string, string][] =>
  [...new FormData(form)].map(([name, value]) => [name, String(value)]);
