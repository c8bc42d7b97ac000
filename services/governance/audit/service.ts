import { service } from '#kernel';
import { csvFile, list } from './list.tsx';
import { mine } from './mine.tsx';
import { t } from './texts.ts';

export default service({
  name: 'audit',
  label: t.label,
  family: 'governance',
  needs: [],
  tile: { href: '/journal-de-securite', for: ['director', 'academy', 'administrator'], picture: 'shield', sentence: t.tileSentence },
  routes: [list, csvFile, mine],
  personalData: [],
});
