import { t } from './texts.ts';

export type TapWords = { present: string; absent: string; late: string; count: string };
export type OfflineWords = { kept: string; nothing: string; offline: string; call: string; morning: string; afternoon: string };

/** The words of a line that is tapped, said on the device. */
export const tapWords = (): TapWords => ({ present: t.present, absent: t.absent, late: t.late, count: t.countOnDevice });

export const offlineWords = (): OfflineWords => ({
  kept: t.keptHere,
  nothing: t.offlineNothing,
  offline: t.noNetwork,
  call: t.callOnDevice,
  morning: t.halfName({ half: 'matin' }),
  afternoon: t.halfName({ half: 'apres-midi' }),
});
