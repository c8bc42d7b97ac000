import { type RawBuilder, sql } from '#kernel';
import { agreed } from '#kernel/consent';
import { daysAfter, type Forget, type PersonalColumn, type Subject, schoolYearAndMonths, untilUndone } from '#kernel/personal-data';
import { silent } from './posts.ts';
import { t } from './texts.ts';

const keep = schoolYearAndMonths(3, 'Jusqu’à trois mois après la fin de l’année scolaire.');
const aMonth = daysAfter(31, 'Un mois.');
const shown = 'Photos où l’enfant est';

/** SQL: a picture may be given when nobody else on it is a child who is not to be shown. */
const othersAgree = ({ id, now }: Subject): RawBuilder<boolean> => sql<boolean>`not exists (
  select from journal.named n where n.picture_id = x.id and n.pupil_id is distinct from ${id}
    and not ${agreed(sql`n.pupil_id`, sql`p.project`, 'picture-class', now)})`;

export const personalData: PersonalColumn[] = [
  {
    column: 'journal.posts.author_id',
    purpose: t.purposeAuthor,
    keep,
    onErasure: 'anonymise',
    leaves: { always: sql<boolean>`x.state in ('waiting', 'returned')`, ifObjected: sql<boolean>`true` },
    access: {
      given: 'Publications dans le journal de la classe',
      words: { État: { shown: 'Publiée', waiting: 'En relecture', returned: 'Rendue', hidden: 'Masquée' } },
      rows: (of) => sql`
        select p.posted_at as "Publiée", c.name as "Classe", p.caption as "Légende", p.state as "État", p.returned_word as "Mot de l’enseignant·e",
          (select array_agg(file) from (
            select x.large_id as file from journal.pictures x where x.post_id = p.id and ${othersAgree(of)}
            union all select p.voice_id where p.voice_id is not null and not ${silent('p', of.now)}) files) as files
        from journal.posts p join kernel.places c on c.id = p.class_id where p.author_id = ${of.id} order by p.posted_at desc, p.id`,
    },
  },
  {
    column: 'journal.comments.author_id',
    purpose: t.purposeComment,
    keep,
    onErasure: 'anonymise',
    leaves: { always: sql<boolean>`x.state = 'waiting'`, ifObjected: sql<boolean>`true` },
    access: {
      given: 'Mots laissés dans le journal de la classe',
      words: { État: { shown: 'Montré', waiting: 'En relecture', hidden: 'Masqué' } },
      rows: ({ id }) => sql`
        select c.written_at as "Écrit", p.caption as "Sous", c.body as "Texte", c.state as "État"
        from journal.comments c join journal.posts p on p.id = c.post_id where c.author_id = ${id} order by c.written_at desc, c.id`,
    },
  },
  {
    column: 'journal.comment_openings.opened_by',
    purpose: t.purposeOpening,
    keep: untilUndone('Tant que le journal est ouvert aux mots des familles.'),
    onErasure: 'anonymise',
    access: { givenIn: 'Actions dans Préau' },
  },
  {
    column: 'journal.named.pupil_id',
    purpose: t.purposeNamed,
    keep,
    onErasure: 'anonymise',
    access: {
      given: shown,
      rows: (of) => sql`
        select p.posted_at as "Publiée", p.caption as "Légende", case when ${othersAgree(of)} then array[x.large_id] end as files
        from journal.named mine join journal.pictures x on x.id = mine.picture_id join journal.posts p on p.id = x.post_id
        where mine.pupil_id = ${of.id} and p.state = 'shown' order by p.posted_at desc, x.position, x.id`,
    },
  },
  {
    column: 'journal.heard.pupil_id',
    purpose: t.purposeHeard,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Enregistrements où l’enfant est entendu',
      rows: ({ id, now }) => sql`
        select p.posted_at as "Publié", p.caption as "Légende", case when not exists (
          select from journal.heard h where h.post_id = p.id and h.pupil_id is distinct from ${id}
            and not ${agreed(sql`h.pupil_id`, sql`p.project`, 'voice', now)}) then array[p.voice_id] end as files
        from journal.heard mine join journal.posts p on p.id = mine.post_id
        where mine.pupil_id = ${id} and p.state = 'shown' and p.voice_id is not null order by p.posted_at desc, p.id`,
    },
  },
  {
    column: 'journal.books.asked_by',
    purpose: t.purposeBook,
    keep,
    onErasure: 'anonymise',
    access: {
      given: 'Albums demandés',
      rows: ({ id }) => sql`
        select b.asked_at as "Demandé", c.name as "Classe" from journal.books b join kernel.places c on c.id = b.class_id
        where b.asked_by = ${id} order by b.asked_at desc`,
    },
  },
  {
    column: 'journal.tellings.pupil_id',
    purpose: t.purposeTold,
    keep: aMonth,
    onErasure: 'delete',
    access: { withheld: 'Que les familles ont été prévenues tel jour ne dit rien de plus que leurs notifications.' },
  },
];

const posts: Forget['files'] = (due) => sql`
  select unnest(array[i.large_id, i.small_id]) as id from journal.pictures i join journal.posts x on x.id = i.post_id where ${due}
  union select f from journal.posts x, unnest(array[x.voice_id, x.returned_voice_id]) f where ${due} and f is not null`;

export const forgets: Forget[] = [
  {
    table: 'journal.posts',
    what: 'Publications du journal de la classe',
    keep,
    due: (before) => sql<boolean>`x.posted_at < ${before}::date`,
    files: posts,
  },
  {
    table: 'journal.books',
    what: 'Albums',
    keep,
    due: (before) => sql<boolean>`x.asked_at < ${before}::date`,
    files: (due) => sql`select f as id from journal.books x, unnest(array[x.pdf_id, x.html_id]) f where ${due} and f is not null`,
  },
  {
    table: 'journal.tellings',
    what: 'Familles prévenues du journal',
    keep: aMonth,
    due: (before) => sql<boolean>`x.told_on < ${before}::date`,
  },
];
