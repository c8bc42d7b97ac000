import { texts } from '#kernel/texts';
import { fewShare, openedAt, silentWeeks } from './rules.ts';
import type { Written } from './tables.ts';

/** What a letter says to a director. */
export const l = texts('deployment-letter', {
  toDirection: 'À l’attention de la direction',
  team: 'L’équipe qui suit l’ENT',
  uai: ({ uai }: { uai: string }) => `UAI ${uai}`,
  made: ({ day }: { day: string }) => `le ${day}`,
  heading: ({ school }: { school: string }) => `L’espace numérique de l’école : où en êtes-vous ? ${school}`,
  hello: 'Madame, Monsieur,',
  seen: ({ stall, since }: { stall: Written; since: string }) =>
    ({
      unopened: `L’espace numérique de votre école est prêt depuis le ${since} : la convention est en vigueur et les comptes sont faits. Moins de ${openedAt} comptes ont été activés jusqu’ici.`,
      few: `Votre école a ouvert son espace numérique le ${since}. Moins de ${fewShare} % des parents ont activé leur compte jusqu’ici.`,
      silent: `Votre école a ouvert son espace numérique. Depuis le ${since}, soit plus de ${silentWeeks} semaines, personne n’y est venu.`,
    })[stall],
  why: 'Ce n’est pas un reproche : c’est souvent une petite chose qui manque, et nous pouvons vous aider à la trouver.',
  todo: ({ stall }: { stall: Written }) =>
    ({
      unopened:
        'Ouvrez votre compte, puis, dans « Comptes et fiches », imprimez les fiches de connexion de vos collègues.|Donnez à chaque classe son enseignant·e, dans « Mon école ».|Avec une classe pour commencer, remettez aux familles leur fiche de connexion.',
      few: 'Dans « Comptes et fiches », imprimez de nouveau les fiches des familles qui n’ont pas activé leur compte.|Remettez-les de la main à la main : à la sortie, ou lors d’une réunion.|Écrivez un premier mot à signer dans le carnet de liaison : les familles ont alors une raison de venir.',
      silent:
        'Demandez à vos collègues ce qui les arrête : un mot de passe, la ligne internet, le temps.|Reprenez par une seule chose, avec une seule classe : le carnet de liaison, ou l’appel.|Inscrivez-vous avec eux à une formation de votre circonscription, dans « Formations ».',
    })[stall],
  help: 'Une question, un blocage ? Dites-le dans « Assistance » : votre circonscription vous répond. Pour la ligne internet ou le matériel, c’est la commune qui y reçoit votre demande.',
  bye: 'Bien à vous,',
});
