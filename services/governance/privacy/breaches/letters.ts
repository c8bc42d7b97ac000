import { texts } from '#kernel/texts';
import { dayText } from '#kernel/ui';
import type { Breach } from './breach.ts';
import { dueAt } from './clock.ts';
import { exactText } from './standing.tsx';
import { b } from './words.ts';

type Known = { controller: string; dpo: string };

/** What nobody has said yet stands in brackets, so that it is seen before it leaves. */
const gap = (what: string): string => `[à compléter : ${what}]`;
const counted = (count: number | null, what: string): string => (count === null ? gap(what) : b.some({ count }));
const longDay = (at: Date): string => dayText(at);

export const letters = texts('privacy-breach-letters', {
  cnil: ({
    breach: one,
    controller,
    dpo,
    now,
  }: { breach: Breach; now: Date } & Known) => `${one.exercise ? `${b.exerciseNotice}\n\n` : ''}Responsable du traitement : ${controller}
Délégué à la protection des données : ${dpo}
Traitement : espace numérique de travail Préau des écoles publiques
Type de notification : ${one.measures && one.consequences ? 'complète' : 'initiale, à compléter'}

1. La violation
Découverte : ${exactText(one.discoveredAt)}
Période : ${one.period ?? gap('début et fin, même approximatifs')}
Lieu : ${one.place ?? gap('école ou service')}
Nature : ${one.natures.length > 0 ? one.natures.map((nature) => b.natureShort({ nature })).join(', ') : gap('confidentialité, intégrité, disponibilité')}
Circonstances : ${one.what}

2. Les données et les personnes
Catégories de données : ${one.dataKinds ?? gap('catégories de données')}
Catégories de personnes : ${one.peopleKinds ?? gap('catégories de personnes')}
Personnes vulnérables : ${one.children ? 'oui, des enfants' : 'non'}
Nombre approximatif de personnes : ${counted(one.peopleCount, 'nombre de personnes')}
Nombre approximatif d’enregistrements : ${counted(one.recordsCount, 'nombre d’enregistrements')}

3. Les conséquences
Conséquences probables : ${one.consequences ?? gap('conséquences probables')}
Niveau de risque : ${one.risk ? b.riskName({ risk: one.risk }) : gap('niveau de risque')}

4. Les mesures
Mesures prises ou envisagées : ${one.measures ?? gap('mesures')}
Prévenus : ${one.told ?? gap('qui a été prévenu')}
Personnes concernées : ${one.peopleToldAt ? `informées le ${exactText(one.peopleToldAt)}` : one.risk === 'high' ? 'leur information est en préparation (article 34)' : 'pas d’information à ce stade'}

5. Le délai
Échéance des 72 heures : ${exactText(dueAt(one.discoveredAt))}
${(one.notifiedAt ?? now) > dueAt(one.discoveredAt) ? `Motifs du retard : ${one.lateWhy ?? gap('motifs du retard')}` : 'Notification dans le délai.'}
Transfrontalier : non.`,

  people: ({
    breach: one,
    controller,
    dpo,
  }: { breach: Breach } & Known) => `${one.exercise ? `${b.exerciseNotice}\n\n` : ''}Madame, Monsieur,

Des données personnelles confiées à Préau, l’espace numérique de l’école, ont été touchées par un incident. Nous vous devons des explications.

Ce qui s’est passé
${one.what}
Nous l’avons découvert ${longDay(one.discoveredAt)}.

Ce qui est concerné
${one.dataKinds ?? gap('quelles données')}.

Ce qui pourrait en résulter
${one.consequences ?? gap('conséquences, en mots simples')}

Ce que nous avons fait
${one.measures ?? gap('ce qui a été fait')}

Ce que vous pouvez faire
- Changer votre mot de passe, et celui de votre messagerie s’il était le même.
- Vous méfier d’un message ou d’un appel qui se sert de ces informations. L’école ne demande jamais de mot de passe.
- Nous dire ce que vous remarquez d’inhabituel.

Vos questions
Délégué à la protection des données : ${dpo}. Vous pouvez aussi saisir la CNIL (cnil.fr).

Nous vous présentons nos excuses.
${controller}`,

  child: ({ exercise }: { exercise: boolean }) => `${exercise ? `${b.exerciseNotice}\n\n` : ''}Bonjour,

Dans Préau, l’école garde des choses sur toi : ton prénom, ta classe, ce que tu écris.

Quelqu’un a peut-être vu, changé ou perdu une partie de ces choses. Ce n’est pas ta faute. Les adultes l’ont vu et ils s’en occupent.

Ce que tu peux faire :
- Si quelqu’un que tu ne connais pas t’écrit ou te parle de toi, ne réponds pas, et dis-le à un adulte.
- Ne donne jamais ton badge, tes trois images ni ton mot de passe.
- Si cela t’inquiète, parles-en à ta famille, à ta maîtresse ou à ton maître. Tu as le droit de poser des questions.`,
});
