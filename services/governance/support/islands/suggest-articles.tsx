/** Looks in the help while somebody says what they need, and shows the nearest answers under the line. */
type Props = { href: string; title: string };

export function mount(place: HTMLElement, { href, title }: Props): void {
  const box = place.querySelector<HTMLInputElement>('input');
  const shelf = place.querySelector<HTMLElement>('[data-answers]');
  if (!box || !shelf) return;
  let asked = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function look(): Promise<void> {
    const q = box?.value.trim() ?? '';
    if (q === asked) return;
    asked = q;
    if (q.length < 4) return shelf?.replaceChildren();
    const answer = await fetch(`${href}?${new URLSearchParams({ q })}`).catch(() => undefined);
    if (!answer?.ok || q !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const links = [...page.querySelectorAll<HTMLAnchorElement>('[data-found] .card a')].slice(0, 3);
    const list = document.createElement('ul');
    for (const link of links) {
      const item = document.createElement('li');
      // What is being written stays in this page.
      link.target = '_blank';
      item.append(link);
      list.append(item);
    }
    const head = document.createElement('p');
    head.className = 'label';
    head.textContent = title;
    shelf?.replaceChildren(...(links.length > 0 ? [head, list] : []));
  }

  box.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(look, 300);
  });
  void look();
}
