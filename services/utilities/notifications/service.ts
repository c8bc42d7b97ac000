import { service } from '#kernel';
import { choices, keepChoices } from './choices.tsx';
import { deeds } from './deeds.ts';
import { feed, markRead } from './feed.tsx';
import { forgetDevice, subscribe } from './push.tsx';
import { t } from './texts.ts';

export default service({
  name: 'notifications',
  label: t.label,
  family: 'utilities',
  needs: [],
  outlivesSchool: true,
  routes: [feed, markRead, choices, keepChoices, subscribe, forgetDevice],
  deeds,
  personalData: [],
});
