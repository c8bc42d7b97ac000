import { becomeDevice } from './kept.ts';

/** Draws this device's token and keeps it here; the school keeps its hash. */
export function mount(place: HTMLElement, { schoolId }: { schoolId: string }): void {
  const form = place.querySelector('form');
  const field = form?.querySelector<HTMLInputElement>('[name=token]');
  if (!form || !field || !('indexedDB' in window)) return;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  field.value = btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
  form.addEventListener('submit', () => void becomeDevice({ token: field.value, schoolId }));
}
