import type { Profile, Reason, Rule } from '#kernel/perimeter';
import { listed, plural } from '#kernel/texts';

/** Who people are to each other, and why one may write to them. */

const one: Record<Profile, string> = {
  pupil: 'élève',
  guardian: 'parent',
  teacher: 'enseignant ou enseignante',
  director: 'direction',
  assistant: 'AESH',
  atsem: 'ATSEM',
  town: 'commune',
  adviser: 'conseil pédagogique',
  inspector: 'inspection',
  academy: 'académie',
  administrator: 'administration de Préau',
};
const toSeveral: Record<Profile, string> = {
  pupil: 'aux élèves',
  guardian: 'aux parents',
  teacher: 'aux enseignants',
  director: 'à la direction',
  assistant: 'aux AESH',
  atsem: 'aux ATSEM',
  town: 'aux personnels de la commune',
  adviser: 'aux conseillers pédagogiques',
  inspector: 'à l’inspecteur ou à l’inspectrice',
  academy: 'à l’équipe académique',
  administrator: 'à l’administration de Préau',
};
const isProfile = (as: string | null): as is Profile => as !== null && as in one;
const named = (as: string | null): string => (isProfile(as) ? one[as] : 'personne de la conversation');

const where: Record<Rule['around'], string> = {
  class: 'de vos classes, ou de celles de vos enfants',
  school: 'de votre école, ou de celle de vos enfants',
  above: 'de votre circonscription et de votre commune',
  inside: 'des écoles de votre périmètre',
};

export const reachWords = {
  whoIs: ({ as, place, about, hasAccount }: { as: Profile; place: string; about: string[]; hasAccount: boolean }) =>
    [
      as === 'guardian' && about.length > 0 ? `parent de ${listed(about)}` : one[as],
      place,
      ...(hasAccount ? [] : ['jamais connecté']),
    ].join(' · '),
  roleOf: ({ as, about }: { as: string | null; about: string | null }) => (about ? `${named(as)} de ${about}` : named(as)),
  countOf: ({ as, count }: { as: string | null; count: number }) => {
    const words: Record<Profile, string> = {
      pupil: plural(count, { one: 'élève', other: 'élèves' }),
      guardian: plural(count, { one: 'parent', other: 'parents' }),
      teacher: plural(count, { one: 'enseignant', other: 'enseignants' }),
      director: plural(count, { one: 'direction d’école', other: 'directions d’école' }),
      assistant: 'AESH',
      atsem: 'ATSEM',
      town: plural(count, { one: 'personnel de la commune', other: 'personnels de la commune' }),
      adviser: plural(count, { one: 'conseiller pédagogique', other: 'conseillers pédagogiques' }),
      inspector: plural(count, { one: 'inspecteur ou inspectrice', other: 'inspecteurs' }),
      academy: plural(count, { one: 'membre de l’équipe académique', other: 'membres de l’équipe académique' }),
      administrator: plural(count, { one: 'administrateur', other: 'administrateurs' }),
    };
    return `${count} ${isProfile(as) ? words[as] : plural(count, { one: 'personne de la conversation', other: 'personnes de la conversation' })}`;
  },
  why: 'À qui puis-je écrire ?',
  whyLink: 'À qui puis-je écrire, et pourquoi ?',
  whyLead: 'Tapez un nom : Préau dit si vous pouvez écrire à cette personne, par quelle règle, et ce qui le changerait.',
  whyWho: 'Puis-je écrire à…',
  whyNobody:
    'Préau ne connaît personne de ce nom parmi ceux à qui vous pouvez écrire. Si cette personne existe, les règles ci-dessous ne le permettent pas ; elle peut, elle, vous écrire si les siennes le permettent, et vous pourrez lui répondre.',
  whyYes: 'Oui.',
  whyNo: 'Pas encore.',
  whyRules: 'Vos règles',
  whyAnswers: 'Quand quelqu’un vous a écrit, vous pouvez toujours lui répondre.',
  write: 'Écrire',
  writeTo: ({ name }: { name: string }) => `Écrire à ${name}`,
  because: ({ reached, rule, as, place, about, opens }: Reason & { opens: boolean }) => {
    if (!reached)
      return opens
        ? `C’est un élève de ${place}. Pour lui écrire, ouvrez la messagerie des élèves de cette classe, dans les réglages de la messagerie.`
        : `C’est un élève de ${place}. Pour lui écrire, demandez à son enseignant d’ouvrir la messagerie des élèves de cette classe.`;
    if (rule.opened === 'pupils') return `C’est un élève de ${place}, et la messagerie des élèves de cette classe est ouverte.`;
    if (rule.opened === 'parents') return `Les familles de ${place} ont choisi de pouvoir s’écrire ; la direction l’a ouvert.`;
    if (as === 'guardian' && about)
      return `C’est un parent de ${about}, de ${place}. Si l’enfant change d’école, vous ne pourrez plus lui écrire.`;
    return `${one[as].replace(/^./, (letter) => letter.toLocaleUpperCase('fr'))}, ${place}. Si sa fonction ou la vôtre prend fin, ce ne sera plus possible.`;
  },
  rule: ({ readers, around, opened }: Rule) => {
    const who = listed(readers.map((reader) => toSeveral[reader]));
    const only =
      opened === 'pupils'
        ? ', si l’enseignant a ouvert la messagerie des élèves'
        : opened === 'parents'
          ? ', si la direction l’a ouvert à la demande des familles'
          : '';
    return `Vous pouvez écrire ${who} ${where[around]}${only}.`;
  },
};
