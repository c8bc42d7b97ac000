import { button, filled, make } from './elements.ts';

export type RecorderWords = { stop: string; recording: string; noMicrophone: string; takeOut: string };

const longest = 120;
const kinds = ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4'];

/**
 * Makes `start` record a voice, two minutes at most, and lets it be heard beside it; `keep` gets it, or nothing when it is taken out
 * again. Nothing when this browser cannot.
 */
export function recorder(start: HTMLButtonElement, words: RecorderWords, keep: (voice: Blob | undefined) => void): HTMLElement | undefined {
  const kind = 'MediaRecorder' in window ? kinds.find((one) => MediaRecorder.isTypeSupported(one)) : undefined;
  if (!kind || !navigator.mediaDevices) return;
  const state = make('p', { class: 'hint', role: 'status' });
  const heard = make('div', { class: 'voice-heard' });
  start.addEventListener('click', () => void record());

  async function record(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
    if (!stream) {
      state.textContent = words.noMicrophone;
      return;
    }
    const parts: Blob[] = [];
    const tape = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: 32_000 });
    tape.ondataavailable = ({ data }) => parts.push(data);
    const stop = button(words.stop, 'main', () => tape.stop());
    stop.classList.add('is-recording');
    start.replaceWith(stop);
    stop.focus();
    let left = longest;
    const tick = () => {
      state.textContent = filled(words.recording, { left });
      left -= 1;
      if (left < 0) tape.stop();
    };
    const timer = setInterval(tick, 1000);
    tick();
    tape.onstop = () => {
      clearInterval(timer);
      for (const track of stream.getTracks()) track.stop();
      state.textContent = '';
      stop.replaceWith(start);
      listen(new Blob(parts, { type: (kind ?? '').split(';')[0] ?? '' }));
    };
    tape.start(1000);
  }

  function listen(voice: Blob): void {
    const url = URL.createObjectURL(voice);
    heard.replaceChildren(
      make('audio', { controls: true, src: url }),
      button(words.takeOut, 'quiet', () => {
        URL.revokeObjectURL(url);
        heard.replaceChildren();
        keep(undefined);
        start.focus();
      }),
    );
    keep(voice);
  }
  return make('div', { class: 'voice' }, state, heard);
}
