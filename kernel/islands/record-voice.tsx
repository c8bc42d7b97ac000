import { button, type RecorderWords, recorder } from '#kernel/recorder';

/** A field of files, with a button that records a voice into it, beside whatever else is chosen there. */
export function mount(place: HTMLElement, { words }: { words: RecorderWords & { record: string; file: string } }): void {
  const input = place.querySelector<HTMLInputElement>('input[type=file]');
  if (!input || !('DataTransfer' in window)) return;
  let voice: File | undefined;
  const lay = () => {
    const files = new DataTransfer();
    const chosen = [...(input.files ?? [])].filter((file) => file.name !== words.file);
    for (const file of input.multiple ? chosen : []) files.items.add(file);
    if (voice) files.items.add(voice);
    input.files = files.files;
  };
  // Choosing files again replaces all that was there, the voice too.
  input.addEventListener('change', () => voice && input.multiple && lay());
  const start = button(words.record, 'plain', () => {});
  const heard = recorder(start, words, (said) => {
    voice = said && new File([said], words.file, { type: said.type });
    lay();
  });
  if (heard) place.append(start, heard);
}
