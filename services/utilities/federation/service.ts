import { service } from '#kernel';
import { command } from './command.ts';
import { doors } from './doors.ts';
import { choice, choose } from './entry.tsx';
import { farewell } from './farewell.tsx';
import { refusal } from './refusal.tsx';
import { sweep } from './sweep.ts';
import { t } from './texts.ts';

const tenMinutes = 'Dix minutes.';

export default service({
  name: 'federation',
  label: t.label,
  family: 'utilities',
  needs: [],
  routes: [...doors, choice, choose, refusal, farewell],
  notifications: {
    'new-device': {
      title: ({ payload }: { payload: { device: string } }) => t.newDevice(payload),
      href: () => '/compte',
      atOnce: true,
      stillMay: async () => true,
    },
  },
  personalData: [
    { column: 'federation.requests.linking', purpose: 'Réunir deux fiches de la même personne.', keep: tenMinutes, onErasure: 'delete' },
    { column: 'federation.entries.linking', purpose: 'Réunir deux fiches de la même personne.', keep: tenMinutes, onErasure: 'delete' },
    {
      column: 'federation.proofs.one_id',
      purpose: 'Savoir qu’un même compte ÉduConnect a ouvert deux fiches, pour proposer de les réunir.',
      keep: 'Un an.',
      onErasure: 'delete',
    },
    {
      column: 'federation.proofs.other_id',
      purpose: 'Savoir qu’un même compte ÉduConnect a ouvert deux fiches, pour proposer de les réunir.',
      keep: 'Un an.',
      onErasure: 'delete',
    },
  ],
  jobs: { sweep },
  commands: [command],
  migrations: new URL('./migrations/', import.meta.url),
});
