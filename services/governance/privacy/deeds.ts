import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('privacy, watched', {
    'consent.copied': 'Accord reçu sur papier saisi',
    'request.proved': 'Pièce jointe à une demande de droits',
    'request.proof-removed': 'Pièce retirée d’une demande de droits',
    'request.noted': 'Note ajoutée à une demande de droits',
    'request.extended': 'Délai d’une demande de droits prolongé',
    'request.answered': 'Demande de droits décidée',
    'limitation.lifted': 'Compte gelé rouvert',
    'consent.asked': 'Accord demandé aux familles pour un projet',
    'death.recorded': 'Décès enregistré',
    'death.undone': 'Enregistrement d’un décès annulé',
    'death.erased': 'Données d’une personne décédée effacées selon ses directives',
    'death.file-asked': 'Dossier d’une personne décédée demandé',
    'death.file-taken': 'Dossier d’une personne décédée téléchargé',
    'death.file-given': 'Dossier d’une personne décédée remis',
    'breach.reported': 'Fuite de données signalée',
    'breach.described': 'Fuite de données décrite',
    'breach.decided': 'Suite d’une fuite décidée',
    'breach.notified': 'Fuite notifiée à la CNIL',
    'breach.noted': 'Étape d’une fuite notée',
    'breach.told': 'Familles prévenues d’une fuite',
    'breach.closed': 'Fuite close',
  }),
  own: texts('privacy, own', {
    'consent.answered': 'Accord donné ou refusé',
    'file.asked': 'Dossier de ses données demandé',
    'file.taken': 'Dossier de ses données téléchargé',
    'request.made': 'Demande de droits faite',
    'contributions.decided': 'Sort des contributions décidé',
    'directive.written': 'Directives écrites',
  }),
};
