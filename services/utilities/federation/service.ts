import { service } from '#kernel';
import { command } from './command.ts';
import { deeds } from './deeds.ts';
import { doors } from './doors.ts';
import { choice, choose } from './entry.tsx';
import { farewell } from './farewell.tsx';
import { forgets, personalData } from './personal.ts';
import { refusal } from './refusal.tsx';
import { sweep } from './sweep.ts';
import { t } from './texts.ts';

export default service({
  name: 'federation',
  label: t.label,
  family: 'utilities',
  needs: [],
  outlivesSchool: true,
  routes: [...doors, choice, choose, refusal, farewell],
  notifications: {
    'new-device': {
      title: ({ payload }: { payload: { device: string } }) => t.newDevice(payload),
      href: () => '/compte',
      atOnce: true,
      stillMay: async () => true,
    },
  },
  deeds,
  personalData,
  forgets,
  jobs: { sweep },
  commands: [command],
  migrations: new URL('./migrations/', import.meta.url),
});
