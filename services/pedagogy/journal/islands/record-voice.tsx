import { button } from './elements.ts';
import { recorder } from './record.ts';
import type { ComposerWords } from './said.ts';

/** A file field for a voice, with a button that records one into it. */
export function mount(place: HTMLElement, { words }: { words: ComposerWords }): void {
  const input = place.querySelector<HTMLInputElement>('input[type=file]');
  if (!input || !('DataTransfer' in window)) return;
  const start = button(words.record, 'plain', () => {});
  const heard = recorder(start, words, (voice) => {
    const files = new DataTransfer();
    if (voice) files.items.add(new File([voice], 'voix', { type: voice.type }));
    input.files = files.files;
  });
  if (heard) place.append(start, heard);
}
