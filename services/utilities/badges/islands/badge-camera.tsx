type Words = { show: string; refused: string; none: string };
type Detector = { detect: (image: CanvasImageSource) => Promise<{ rawValue: string }[]> };

/** Reads QR codes: the browser's own reader where it has one, else a small library fetched at that moment only. */
async function reader(): Promise<(canvas: HTMLCanvasElement) => Promise<string | undefined>> {
  const { BarcodeDetector } = globalThis as unknown as { BarcodeDetector?: new (of: { formats: string[] }) => Detector };
  if (BarcodeDetector) {
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (canvas) => (await detector.detect(canvas))[0]?.rawValue;
  }
  const { default: library } = await import('jsqr');
  return async (canvas) => {
    const image = canvas.getContext('2d', { willReadFrequently: true })?.getImageData(0, 0, canvas.width, canvas.height);
    return image && library.default(image.data, image.width, image.height, { inversionAttempts: 'dontInvert' })?.data;
  };
}

/** A large button, then the camera: a badge held before it opens the door by itself. Nothing leaves the tablet but what the badge says. */
export function mount(place: HTMLElement, { words }: { words: Words }): void {
  const form = document.querySelector<HTMLFormElement>('#badge-form');
  const field = form?.querySelector('input');
  if (!form || !field || !navigator.mediaDevices) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button is-main badge-button';
  button.textContent = words.show;
  const told = document.createElement('p');
  told.setAttribute('role', 'status');
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.hidden = true;
  video.className = 'badge-video';

  async function watch(): Promise<void> {
    button.hidden = true;
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'user', width: { ideal: 640 } } });
      video.srcObject = stream;
      video.hidden = false;
      await video.play();
      const read = await reader();
      const canvas = document.createElement('canvas');
      while (video.isConnected) {
        canvas.width = video.videoWidth;
        canvas.height = video.videoHeight;
        canvas.getContext('2d')?.drawImage(video, 0, 0);
        const said = canvas.width > 0 ? await read(canvas).catch(() => undefined) : undefined;
        if (said?.startsWith('PREAU-')) {
          for (const track of stream.getTracks()) track.stop();
          if (field) field.value = said;
          form?.requestSubmit();
          return;
        }
        await new Promise((wait) => setTimeout(wait, 150));
      }
    } catch (error) {
      video.hidden = true;
      button.hidden = false;
      told.textContent = error instanceof DOMException && error.name === 'NotFoundError' ? words.none : words.refused;
    }
  }
  button.addEventListener('click', () => void watch());
  place.replaceChildren(button, video, told);
  // Agreed once, the camera opens by itself for each child after the first.
  const asked = navigator.permissions?.query({ name: 'camera' as PermissionName });
  asked?.then(
    ({ state }) => void (state === 'granted' && watch()),
    () => {},
  );
}
