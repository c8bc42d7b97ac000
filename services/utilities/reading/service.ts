import { service } from '#kernel';
import { chooseClassHand } from './class.tsx';
import { deeds } from './deeds.ts';
import { chooseComfort, chooseHand, reading } from './reading.tsx';
import { t } from './texts.ts';

export default service({
  name: 'reading',
  label: t.label,
  family: 'utilities',
  needs: [],
  outlivesSchool: true,
  routes: [reading, chooseComfort, chooseHand, chooseClassHand],
  deeds,
  personalData: [],
});
