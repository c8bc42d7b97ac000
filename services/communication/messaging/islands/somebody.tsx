/** Looks for people while one types, in the page's own answer. Without it, the button « Chercher » does the same. */
type Props = { href: string };

export function mount(place: HTMLElement, { href }: Props): void {
  const box = place.querySelector<HTMLInputElement>('input[type=search]');
  if (!box) return;
  let asked = box.defaultValue;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const q = box?.value.trim() ?? '';
    if (q === asked) return;
    asked = q;
    const answer = await fetch(`${href}?${new URLSearchParams({ q })}`).catch(() => undefined);
    if (!answer?.ok || q !== asked) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector<HTMLElement>('[data-found]');
    const shown = place.querySelector<HTMLElement>('[data-found]');
    if (!fresh || !shown) return;
    keepTicked(shown, fresh);
    shown.replaceWith(fresh);
  }

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    clearTimeout(timer);
    void look();
  });
  // Somebody may have typed before this script came.
  void look();
}

/** What is ticked stays, above what is found. */
function keepTicked(shown: HTMLElement, fresh: HTMLElement): void {
  const rows = [...shown.querySelectorAll<HTMLInputElement>('input:checked')];
  const kept = document.createElement('div');
  kept.className = 'choices';
  for (const input of rows) {
    const row = input.closest('.choice');
    if (!row) continue;
    fresh
      .querySelector(`input[value="${CSS.escape(input.value)}"]`)
      ?.closest('.choice')
      ?.remove();
    input.id = `kept-${input.value}`;
    row.querySelector('label')?.setAttribute('for', input.id);
    kept.append(row);
  }
  if (rows.length > 0) fresh.prepend(kept);
}
