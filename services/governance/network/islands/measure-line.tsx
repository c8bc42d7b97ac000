/** Measures the line between this browser and our own server, then sends what it found. */
type Props = { href: string; action: string; start: string; running: string; failed: string };

const sizes = [128, 1024, 4096];
/** Seconds a download must last to be believed. */
const enough = 1.5;

export function mount(place: HTMLElement, { href, action, start, running, failed }: Props): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button is-main';
  button.append(Object.assign(document.createElement('span'), { textContent: start }));
  const said = document.createElement('p');
  said.setAttribute('role', 'status');
  place.replaceChildren(button, said);

  async function seconds(kibibytes: number): Promise<number> {
    const from = performance.now();
    const answer = await fetch(`${href}?taille=${kibibytes}`, { cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    await answer.arrayBuffer();
    return (performance.now() - from) / 1000;
  }

  async function measure(): Promise<{ kbps: number; latency: number }> {
    await seconds(1);
    const waits: number[] = [];
    for (let at = 0; at < 5; at += 1) waits.push(await seconds(1));
    const latency = waits.toSorted((one, other) => one - other)[2] ?? 0;
    let kbps = 0;
    for (const size of sizes) {
      const lasted = await seconds(size);
      kbps = (size * 8.192) / Math.max(lasted - latency, 0.001);
      if (lasted >= enough) break;
    }
    return { kbps: Math.min(Math.max(Math.round(kbps), 8), 10_000_000), latency: Math.min(Math.round(latency * 1000), 30_000) };
  }

  button.addEventListener('click', async () => {
    button.disabled = true;
    said.textContent = running;
    try {
      const found = await measure();
      const form = Object.assign(document.createElement('form'), { method: 'post', action, hidden: true });
      for (const [name, value] of Object.entries(found))
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: String(value) }));
      place.append(form);
      form.submit();
    } catch {
      said.textContent = failed;
      button.disabled = false;
    }
  });
}
