-- The first charters, so that nobody enters without one. The académie publishes its own from the screen « Charte ».
insert into kernel.charters (id, audience, version, body) values
('01900000-0000-7000-8000-00000000c001', 'adult', 1, $$# À quoi sert Préau
Préau relie l’école, les familles et la commune. On y échange pour le bien des élèves, sous la responsabilité de la région académique. Le directeur ou la directrice d’école est responsable de ce qui y est publié.

# Ce que chacun s’engage à faire
- Garder pour soi son identifiant et son mot de passe, et prévenir l’école si quelqu’un d’autre les connaît.
- Écrire avec courtoisie, neutralité et discrétion : ni injure, ni diffamation, ni propos discriminatoire.
- Respecter la vie privée : ne pas diffuser les photos, les noms ou les travaux d’enfants hors de Préau.
- Respecter le droit d’auteur : ne publier que ce que l’on a le droit de partager.
- Signaler à l’école tout contenu qui blesse ou qui inquiète.

# Ce que Préau fait de vos données
Elles viennent de l’annuaire de l’Éducation nationale et servent uniquement à la vie de l’école. Le recteur de région académique en est responsable. Vous pouvez demander à les consulter, à les corriger, à en limiter l’usage, vous y opposer pour une raison qui vous est propre, et dire ce qu’elles deviendront après votre décès.

# En cas de manquement
Un contenu contraire à cette charte peut être retiré, un compte suspendu. La loi punit l’injure, la diffamation, l’atteinte à la vie privée et l’usurpation d’identité.$$),
('01900000-0000-7000-8000-00000000c002', 'child', 1, $$# Bienvenue dans Préau
C’est l’espace de ton école. Voici nos règles.

# Je m’engage
- Mon code secret est à moi : je ne le prête pas.
- Je parle gentiment aux autres, comme dans la cour.
- Je ne montre pas de photo de quelqu’un sans son accord.
- Si quelque chose me rend triste ou me fait peur, j’en parle à un adulte.
- Je prends soin de la tablette et de l’ordinateur.$$);
