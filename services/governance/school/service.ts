import { service } from '#kernel';
import { createByHand, end, newAccount } from './accounts.tsx';
import { attach, detach, school } from './classes.tsx';
import { deeds } from './deeds.ts';
import { dropHalfDay, setHalfDay } from './half-days.ts';
import { restrict, restrictPage } from './restrict.tsx';
import { endRestrictions, lift, restrictions } from './restrictions.tsx';
import { schools } from './schools.tsx';
import { t } from './texts.ts';
import { dropWeek, setWeek, week } from './week.tsx';

export default service({
  name: 'school',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: { href: '/ecole', for: ['director', 'academy', 'administrator'], picture: 'house', sentence: t.tileSentence },
  routes: [
    schools,
    school,
    attach,
    detach,
    newAccount,
    createByHand,
    end,
    week,
    setWeek,
    dropWeek,
    setHalfDay,
    dropHalfDay,
    restrictions,
    lift,
    restrictPage,
    restrict,
  ],
  deeds,
  personalData: [],
  jobs: { endRestrictions },
});
