import { service } from '#kernel';
import { childPage, choose } from './child.tsx';
import { classPage, enterPaper } from './class.tsx';
import { home } from './home.tsx';
import { t } from './texts.ts';

export default service({
  name: 'privacy',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: { href: '/accords', for: ['guardian', 'director'], picture: 'shield', sentence: t.tileSentence },
  routes: [home, childPage, choose, classPage, enterPaper],
  personalData: [],
});
