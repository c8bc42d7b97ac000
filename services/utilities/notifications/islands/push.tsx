type Words = { on: string; refused: string; done: string; needs: string };

/** A button that asks the browser for leave to wake this device, then tells the server how. Nothing where it cannot be done. */
export function mount(place: HTMLElement, { publicKey, words }: { publicKey: string; words: Words }): void {
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button is-plain';
  button.textContent = words.on;
  const told = document.createElement('p');
  told.className = 'hint';
  told.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    button.disabled = true;
    try {
      const worker = await navigator.serviceWorker.register('/veilleur.js');
      const { endpoint, keys } = (await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey })).toJSON();
      const body = new URLSearchParams({ endpoint: endpoint ?? '', p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' });
      const { ok } = await fetch('/notifications/appareils', { method: 'POST', body, headers: { accept: 'application/json' } });
      told.textContent = ok ? words.done : words.needs;
    } catch {
      told.textContent = words.refused;
      button.disabled = false;
    }
  });
  place.replaceChildren(button, told);
}
