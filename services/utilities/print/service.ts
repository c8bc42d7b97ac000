import { service } from '#kernel';
import { centre } from './centre.tsx';
import { labels } from './labels.ts';
import { list } from './list.ts';
import { prints } from './prints.ts';
import { t } from './texts.ts';

export default service({
  name: 'print',
  label: t.label,
  family: 'utilities',
  needs: [],
  tile: { href: '/imprimer', for: ['teacher', 'director'], picture: 'print', sentence: t.tileSentence },
  routes: [centre, list, labels],
  prints,
  personalData: [],
});
