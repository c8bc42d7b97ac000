import type { Todo } from './cards.tsx';
import type { MenuEntry, View } from './context.ts';
import { tell } from './house-words.ts';

/** Invented people: any likeness is chance. */
export const zelie = { id: '0190f3a1', name: tell.childA };
export const naim = { id: '0190f3b7', name: tell.childB };
export const maelle = { id: '0190f3c2', name: tell.childC };

export const menu: MenuEntry[] = [
  { label: tell.carnet, href: '/carnet', family: 'communication', current: false, count: 2, picture: 'notebook' },
  { label: tell.messages, href: '/messagerie', family: 'communication', current: false, picture: 'letter' },
  { label: tell.news, href: '/actualites', family: 'communication', current: false, picture: 'megaphone' },
  { label: tell.agenda, href: '/agenda', family: 'information', current: false, picture: 'calendar' },
  { label: tell.library, href: '/bibliotheque', family: 'information', current: false, picture: 'library' },
  { label: tell.homework, href: '/cahier', family: 'pupil-life', current: false, picture: 'homework' },
  { label: tell.absences, href: '/absences', family: 'pupil-life', current: false, picture: 'roll' },
  { label: tell.meals, href: '/cantine', family: 'pupil-life', current: false, picture: 'meal' },
  { label: tell.journal, href: '/blog', family: 'pedagogy', current: false, picture: 'journal' },
  { label: tell.portfolio, href: '/travaux', family: 'pedagogy', current: false, picture: 'portfolio' },
  { label: tell.documents, href: '/documents', family: 'utilities', current: false, picture: 'folder' },
];

export const todos = (tomorrow: Date): Todo[] => [
  {
    what: tell.signWhat,
    href: '/carnet/1',
    family: 'communication',
    verb: tell.sign,
    child: zelie,
    school: tell.schoolA,
    deadline: tomorrow,
    minutes: 1,
  },
  {
    what: tell.answerWhat,
    href: '/cantine/1',
    family: 'pupil-life',
    verb: tell.answer,
    child: naim,
    school: tell.schoolB,
    deadline: '2026-11-20',
    minutes: 1,
    late: true,
  },
  {
    what: tell.bookWhat,
    href: '/rendez-vous/1',
    family: 'information',
    verb: tell.book,
    child: maelle,
    school: tell.schoolB,
    deadline: '2026-12-04',
    minutes: 3,
  },
];

/** The gallery shows a form that came back with its mistakes. */
export const refused = (action: string): NonNullable<View['form']> => ({
  action,
  values: {
    objet: tell.objectTyped,
    mot: tell.bodyTyped,
    classe: 'ce1b',
    raison: 'malade',
    jours: ['lundi', 'jeudi'],
    adresse: 'lea.exemple.fr',
  },
  errors: [
    { field: 'adresse', message: tell.emailError },
    { field: 'jour', message: tell.objectError },
  ],
});
