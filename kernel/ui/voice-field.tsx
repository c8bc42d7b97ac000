import { FileField, type FileFieldProps } from './fields.tsx';
import { Island } from './island.tsx';
import { say } from './words.ts';

/** Files, or one’s own voice where the device has a microphone: « Écouter » plays it in place of the words (kernel/islands/listen.tsx). */
export const FilesOrVoice = (field: FileFieldProps) => (
  <Island
    name="record-voice"
    props={{
      words: {
        record: say.record,
        stop: say.recordStop,
        recording: say.recording({ left: '{left}' }),
        noMicrophone: say.noMicrophone,
        takeOut: say.takeVoiceOut,
        file: say.voiceFile,
      },
    }}
  >
    <FileField {...field} />
  </Island>
);
