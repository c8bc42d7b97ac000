import { service } from '#kernel';
import { untilUndone } from '#kernel/personal-data';
import { compare, distinction, reunion } from './compare.tsx';
import { deeds } from './deeds.ts';
import { mine, mineByCode, mineByEduconnect } from './mine.tsx';
import { queue, undo } from './queue.tsx';
import { nightly } from './search.ts';
import { t } from './texts.ts';

const purpose = 'Proposer de réunir deux fiches de l’annuaire qui sont la même personne, et se souvenir de ce qui a été décidé.';
const keep = untilUndone('Tant que les deux fiches existent.');
const access = { withheld: 'Une ressemblance entre deux fiches dirait le nom de quelqu’un d’autre. Ce qui a été réuni est donné.' };

export default service({
  name: 'duplicates',
  label: t.label,
  family: 'governance',
  needs: ['utilities/federation'],
  outlivesSchool: true,
  tile: { href: '/doublons', for: ['director', 'academy', 'administrator'], picture: 'person', sentence: t.tileSentence },
  routes: [queue, undo, mine, mineByCode, mineByEduconnect, compare, reunion, distinction],
  notifications: {
    merged: { title: () => t.joinedNews, href: () => '/compte', stillMay: async () => true },
    parted: { title: () => t.partedNews, href: () => '/compte', stillMay: async () => true },
  },
  deeds,
  personalData: [
    { column: 'duplicates.pairs.one_id', purpose, keep, onErasure: 'delete', access },
    { column: 'duplicates.pairs.other_id', purpose, keep, onErasure: 'delete', access },
    { column: 'duplicates.distinctions.one_id', purpose, keep, onErasure: 'delete', access },
    { column: 'duplicates.distinctions.other_id', purpose, keep, onErasure: 'delete', access },
    { column: 'duplicates.distinctions.decided_by', purpose, keep, onErasure: 'anonymise', access: { givenIn: 'Actions dans Préau' } },
  ],
  jobs: { search: nightly },
  migrations: new URL('./migrations/', import.meta.url),
});
