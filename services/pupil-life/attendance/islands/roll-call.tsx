type Words = { present: string; absent: string; late: string; count: string };
type State = 'present' | 'absent' | 'late';
const states: State[] = ['present', 'absent', 'late'];
const next: Record<State, State> = { present: 'absent', absent: 'late', late: 'present' };

/** One tap on a line: absent. A second: late, at this minute. A third: present again. Each line remembers when it was touched. */
export function mount(place: HTMLElement, { words }: { words: Words }): void {
  const form = place.querySelector('form');
  if (!form) return;
  const lines = [...form.querySelectorAll<HTMLElement>('.roll-line')].map((line) => alive(line, words, () => count(form, words)));
  form.classList.add('is-tapped');
  form.addEventListener('submit', () => {
    let sentAt = form.querySelector<HTMLInputElement>('[name=sentAt]');
    if (!sentAt) {
      sentAt = Object.assign(document.createElement('input'), { type: 'hidden', name: 'sentAt' });
      form.append(sentAt);
    }
    sentAt.value = new Date().toISOString();
  });
  for (const draw of lines) draw();
  count(form, words);
}

function alive(line: HTMLElement, words: Words, changed: () => void): () => void {
  const radios = [...line.querySelectorAll<HTMLInputElement>('input[type=radio]')];
  const time = line.querySelector<HTMLInputElement>('input[type=time]');
  const id = radios[0]?.name.slice('mark-'.length) ?? '';
  const touched = Object.assign(document.createElement('input'), { type: 'hidden', name: `at-${id}`, disabled: true });
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
    if (time) time.value = to === 'late' ? clock() : '';
    touch();
  });
  time?.addEventListener('change', touch);
  return draw;
}

const clock = (): string => new Date().toTimeString().slice(0, 5);

function count(form: HTMLFormElement, words: Words): void {
  const of = (state: State) => form.querySelectorAll(`input[value=${state}]:checked`).length;
  const place = form.querySelector('.roll-count');
  if (place)
    place.textContent = words.count
      .replace('{absent}', String(of('absent')))
      .replace('{late}', String(of('late')))
      .replace('{present}', String(of('present')));
}
