import { texts } from '#kernel/texts';

/** What the security journal says of each action. */
export const deeds = {
  watched: texts('account, watched', {
    'account.activated': 'Compte activé',
    'charter.drafted': 'Charte modifiée',
    'charter.published': 'Charte publiée',
    'email.changed': 'Adresse de courriel changée',
    'password.changed': 'Mot de passe changé',
    'second-factor.added': 'Seconde preuve ajoutée',
    'second-factor.removed': 'Seconde preuve retirée',
    'second-factor.rescued': 'Entrée avec un code de secours',
    'second-factor.refused': 'Seconde preuve refusée',
    'second-factor.forgotten': 'Secondes preuves effacées par l’exploitant',
    'rescue.asked': 'Secours demandé pour un collègue',
    'rescue.confirmed': 'Secours d’un collègue confirmé',
    'rescue.cancelled': 'Secours d’un collègue annulé',
    'sheets.printed': 'Fiches de connexion imprimées',
    'sheet.printed': 'Fiche de connexion imprimée',
    'account.blocked': 'Compte bloqué',
    'account.unblocked': 'Compte débloqué',
    'contacts.changed': 'Coordonnées légales changées',
    'session.refused': 'Connexion refusée',
  }),
  own: texts('account, own', {
    'session.opened': 'Connexion',
    'session.ended': 'Déconnexion',
    'second-factor.shown': 'Seconde preuve montrée',
    'charter.accepted': 'Charte acceptée',
    'language.chosen': 'Langue choisie',
    'devices.signed-out': 'Autres appareils déconnectés',
    'device.signed-out': 'Appareil déconnecté',
    'identity.proved': 'Identité prouvée de nouveau',
    'email.asked': 'Changement de courriel demandé',
    'phone.changed': 'Téléphone changé',
    'new-device.chosen': 'Avertissement des nouveaux appareils réglé',
  }),
};
