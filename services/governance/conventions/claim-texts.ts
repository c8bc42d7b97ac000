import { plural } from '#kernel/texts';

export const schoolsOf = (count: number): string => plural(count, { one: `${count} école`, other: `${count} écoles` });
export const conventionsOf = (count: number): string => plural(count, { one: `${count} convention`, other: `${count} conventions` });

type Part = { part: number; parts: number };
const partText = ({ part, parts }: Part): string => (parts > 1 ? `, partie ${part} sur ${parts}` : '');

/** What is owed: the état liquidatif and the recap of a collectivity. */
export const claimTexts = {
  claims: 'État liquidatif',
  claimsLead: 'Ce qui est dû, et sur quelles bases : de quoi émettre les titres de perception. Préau n’en émet aucun.',
  noClaim: 'Rien n’est dû : une participation l’est quand la convention entre en vigueur.',
  claimState: 'État du titre',
  claimSum: ({ count, amount }: { count: number; amount: string }) => `${conventionsOf(count)}, ${amount}`,
  due: ({ total }: { total: string }) => `En tout : ${total}`,
  asPdf: (part: Part) => `En PDF${partText(part)}`,
  asCsv: 'Pour un tableur (CSV)',
  debtor: 'Débiteur',
  reference: 'Convention',
  amount: 'Montant TTC',
  claimsFile: ({ year, ...part }: { year: string } & Part) => `Etat liquidatif ENT-Ecole${year ? ` ${year}` : ''}${partText(part)}`,
  totalOf: ({ part, parts }: Part) => (parts > 1 ? `Total de la partie ${part} sur ${parts}` : 'Total'),
  claimFile: ({ name, year }: { name: string; year: string }) => `État liquidatif ${year}, ${name}`,
  claimHeading: 'État liquidatif',
  claimWarning:
    'Proposition de titre de perception. Ce document n’est pas un titre : l’ordonnateur l’émet, le comptable public le recouvre.',
  claimBasis:
    'Participation des collectivités à l’ENT-École : convention de partenariat, articles 4 et 9. Forfait par école inscrite et par année scolaire, sans prorata, toutes taxes comprises.',
  groundsTitle: 'Bases de liquidation',
  grounds: ({ count, unit, total, year }: { count: number; unit: string; total: string; year: string }) =>
    `Année scolaire ${year} : ${schoolsOf(count)} × ${unit} = ${total}.`,
  uaisTitle: 'Écoles (UAI)',
  amountTitle: 'Montant à percevoir',
  signatureTitle: 'Vu et arrêté par l’ordonnateur :',
  siretIs: ({ siret }: { siret: string }) => `SIRET : ${siret}`,
  serviceCodeIs: ({ code }: { code: string }) => `Code service : ${code}`,
  commitmentIs: ({ code }: { code: string }) => `Numéro d’engagement : ${code}`,
  inForceSince: 'En vigueur depuis le',
  deliberation: 'Délibération',
  budgetLine: 'Imputation',
  total: 'Total',
  paidSoFar: 'Dont payé',
  recapOf: ({ name }: { name: string }) => `Récapitulatif des conventions, ${name}`,
  /** One column after the other. */
  csvHeads:
    'Débiteur|SIRET|Adresse|Code postal|Ville|Code service|Numéro d’engagement|Convention|Année scolaire|En vigueur depuis le|Délibération|Date de la délibération|UAI|Nombre d’écoles|Participation par école|Montant TTC|État du titre|Numéro du titre|Date du titre',
};
