import { service } from '#kernel';
import { home } from './home.tsx';
import { t } from './texts.ts';

export default service({
  name: 'portal',
  label: t.label,
  family: 'information',
  needs: [],
  routes: [home],
  audience: 'accueil',
  personalData: [],
});
