import { texts } from '#kernel/texts';
import type { IncidentState } from './tables.ts';

/** What the academy says to everybody: incidents. */
export const s = texts('support-status', {
  status: 'État du service',
  statusLead: 'Ce qui marche, ce qui ne marche pas, et ce que nous en savons.',
  allWell: 'Tout marche, à notre connaissance.',
  unreachable:
    'Préau a du mal à répondre en ce moment : une partie ou la totalité des pages ne s’ouvre pas. Ce n’est pas vous. Réessayez dans quelques minutes.',
  seenAt: 'Relevé :',
  dash: '—',
  now: 'En ce moment',
  past: 'Ces trois derniers mois',
  knownTitle: 'C’est peut-être déjà connu',
  follow: 'Suivre l’état du service',
  state: ({ state }: { state: IncidentState }) =>
    ({
      announced: 'Intervention annoncée',
      looking: 'Nous cherchons la cause',
      found: 'La cause est trouvée, nous réparons',
      watching: 'C’est réparé, nous surveillons',
      over: 'C’est terminé',
    })[state],
  tellIncident: 'Signaler un incident à tous',
  tellLead: 'Cette page est publique : on la lit sans se connecter. N’y nommez ni personne, ni école.',
  where: 'Où',
  choosePlace: 'Choisissez un lieu de la liste.',
  title: 'Ce qui se passe, vu par les gens',
  titleHint: 'Par exemple : « Les photos mettent du temps à s’ouvrir ».',
  giveTitle: 'Dites ce qui se passe.',
  stateLabel: 'Où en est-on ?',
  chooseState: 'Choisissez où l’on en est.',
  body: 'Ce que vous pouvez en dire',
  bodyHint: 'Ce qui est touché, ce que l’on peut faire en attendant, quand vous redonnerez des nouvelles.',
  giveBody: 'Écrivez quelques mots.',
  long: 'C’est trop long.',
  publish: 'Publier',
  told: 'C’est publié.',
  giveNews: 'Donner des nouvelles',
  newsOf: ({ title }: { title: string }) => `Des nouvelles : ${title}`,
});
