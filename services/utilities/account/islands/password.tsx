/** Shows what is typed when asked to, and says how many characters are missing. Without it the field works the same. */
type Props = { show: string; missing?: string; missingOne?: string; enough?: string; least?: number };

export function mount(place: HTMLElement, { show, missing = '', missingOne = '', enough = '', least = 0 }: Props): void {
  const field = place.querySelector<HTMLInputElement>('input[type=password]');
  if (!field) return;
  if (least > 0) {
    const told = add(field.parentElement ?? place, 'p', 'hint');
    told.setAttribute('role', 'status');
    const tell = () => {
      const left = least - [...field.value].length;
      const sentence = left > 0 ? (left === 1 ? missingOne : missing).replace('{n}', String(left)) : enough;
      told.textContent = field.value === '' ? '' : sentence;
    };
    field.addEventListener('input', tell);
    tell();
  }
  const choice = add(place, 'div', 'choice');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.id = `${field.id}-show`;
  box.addEventListener('change', () => {
    field.type = box.checked ? 'text' : 'password';
  });
  choice.append(box);
  const label = document.createElement('label');
  label.htmlFor = box.id;
  label.textContent = show;
  choice.append(label);
  // A browser keeps what was typed in a text field: sent hidden again, whatever was shown.
  field.form?.addEventListener('submit', () => {
    field.type = 'password';
  });
}

function add(place: HTMLElement, tag: 'p' | 'div', look: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = look;
  place.append(made);
  return made;
}
