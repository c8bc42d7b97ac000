import { service } from '#kernel';
import { untilUndone } from '#kernel/personal-data';
import { approval, cancellation, comparison, resumption, start, undo } from './actions.ts';
import { command } from './command.ts';
import { deeds } from './deeds.ts';
import { jobs } from './jobs.ts';
import { list } from './list.tsx';
import { report, reportFile } from './report.tsx';
import { review } from './review.tsx';
import { school } from './school.tsx';
import { t } from './texts.ts';

export default service({
  name: 'imports',
  label: t.label,
  family: 'governance',
  needs: [],
  outlivesSchool: true,
  tile: { href: '/imports', for: ['administrator'], picture: 'paper', sentence: t.tileSentence },
  routes: [list, start, review, school, report, reportFile, approval, comparison, cancellation, resumption, undo],
  jobs,
  commands: [command],
  deeds,
  personalData: [
    {
      column: 'imports.imports.asked_by',
      purpose: 'Savoir qui a demandé un import de l’annuaire.',
      keep: untilUndone('Tant que l’import est dans l’historique.'),
      onErasure: 'anonymise',
      access: { givenIn: 'Actions dans Préau' },
    },
    {
      column: 'imports.imports.approved_by',
      purpose: 'Savoir qui a décidé d’appliquer un import.',
      keep: untilUndone('Tant que l’import est dans l’historique.'),
      onErasure: 'anonymise',
      access: { givenIn: 'Actions dans Préau' },
    },
  ],
  migrations: new URL('./migrations/', import.meta.url),
});
