import { service } from '#kernel';
import { createByHand, end, newAccount } from './accounts.tsx';
import { attach, detach, school } from './classes.tsx';
import { schools } from './schools.tsx';
import { t } from './texts.ts';

export default service({
  name: 'school',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: { href: '/ecole', for: ['director', 'academy', 'administrator'], picture: 'house', sentence: t.tileSentence },
  routes: [schools, school, attach, detach, newAccount, createByHand, end],
  audience: 'PAGE_ENT',
  personalData: [],
});
