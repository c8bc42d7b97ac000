/** What the usual notes begin with. Three dots are what the teacher fills in. Spread into the texts of the service. */
export const models = {
  outingTitle: 'Sortie du … au …',
  outingBody:
    'Chères familles,\n\nLe …, la classe ira à … pour …. Nous partirons à … et serons de retour à ….\n\n- Transport : …\n- Pique-nique : …\n- Tenue : des chaussures confortables et un vêtement de pluie.\n\nMerci de signer ce mot pour autoriser votre enfant à participer.',
  meetingTitle: 'Réunion de …',
  meetingBody:
    'Chères familles,\n\nJe vous invite à une réunion le … à …, dans la classe. Nous parlerons :\n\n- du programme et des projets de l’année ;\n- de la vie de la classe ;\n- de vos questions.\n\nElle durera environ une heure. Serez-vous présents ?',
  closureTitle: 'Mouvement de grève du …',
  closureBody:
    'Chères familles,\n\nEn raison d’un mouvement de grève, la classe n’aura pas lieu le ….\n\n- Accueil par la commune : …\n- Cantine : …\n- Périscolaire : …\n\nLa classe reprendra normalement le ….',
  suppliesTitle: 'Matériel à apporter pour …',
  suppliesBody:
    'Chères familles,\n\nPour …, merci de donner à votre enfant, avant le … :\n\n- …\n- …\n\nSi cela vous est difficile, dites-le-moi simplement : l’école peut aider.',
  liceTitle: 'Des poux dans la classe',
  liceBody:
    'Chères familles,\n\nDes poux se promènent en ce moment. Cela arrive partout, et n’a rien à voir avec la propreté.\n\n- Regardez les cheveux de toute la famille, surtout derrière les oreilles.\n- En cas de doute, demandez conseil en pharmacie.\n- Lavez à 60 °C bonnets, écharpes et taies.\n\nMerci de votre aide : c’est ensemble qu’on s’en débarrasse !',
};
