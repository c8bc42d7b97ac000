import type { ComposerWords } from './islands/said.ts';
import { mostPhotos } from './most.ts';
import { t } from './texts.ts';

/** What the page's script says, which has no catalogue. */
export const composerWords = (tu: boolean): ComposerWords => ({
  shrinking: t.shrinking({ at: '{at}', of: '{of}' }),
  sending: t.sending({ at: '{at}', of: '{of}' }),
  cut: t.cut,
  refused: t.refused,
  notReadable: t.notReadable({ name: '{name}' }),
  tooMany: t.tooMany({ most: mostPhotos }),
  photoAt: t.photoAt({ at: '{at}' }),
  blur: t.blur,
  blurHint: t.blurHint,
  blurDone: t.blurDone,
  cancel: t.cancel,
  takeOut: t.takeOut,
  chosenApart: t.chosenApart,
  whoHere: t.whoHere,
  nobody: t.nobody,
  wholeClass: t.wholeClass,
  sayWho: t.sayWho,
  noConsent: t.noConsent({ names: ['{names}'] }),
  record: tu ? t.recordTu : t.record,
  stop: t.stop,
  recording: t.recording({ left: '{left}' }),
  noMicrophone: t.noMicrophone,
});
