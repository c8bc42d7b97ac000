import { service } from '#kernel';
import { placesOf } from '#kernel/perimeter';
import { brake, brakePage, lift, second } from './brake.tsx';
import { deeds } from './deeds.ts';
import { keep, recall, reject, release, waitingPage } from './judge.tsx';
import { overview } from './overview.tsx';
import { notifications, tell } from './tell.ts';
import { t } from './texts.ts';
import { countWaiting } from './waiting.ts';

export default service({
  name: 'moderation',
  label: t.label,
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  tile: { href: '/moderation', for: ['director', 'academy', 'administrator'], picture: 'shield', sentence: t.tileSentence },
  routes: [overview, brakePage, brake, second, lift, waitingPage, release, reject, recall, keep],
  notifications,
  todo: async ({ db, me }) => {
    if (placesOf(me, 'director').length === 0) return [];
    const { holds, reports } = await countWaiting(db, me);
    return holds + reports > 0 ? [{ href: '/moderation/attente', title: t.waitingCount({ holds, reports }), verb: t.decide }] : [];
  },
  deeds,
  personalData: [],
  jobs: { tell },
});
