import { sql } from '#kernel';
import { daysAfter, type Forget, oneYear, type PersonalColumn } from '#kernel/personal-data';

const minutes = daysAfter(0, 'Dix minutes, puis une nuit au plus.');
const joining = 'Réunir deux fiches de la même personne.';
const proving = 'Savoir qu’un même compte ÉduConnect a ouvert deux fiches, pour proposer de les réunir.';
const proofs = 'Fiches ouvertes par un même compte ÉduConnect';
const passing = { withheld: 'Ce qui attend une connexion en cours est effacé dans la nuit.' };

export const personalData: PersonalColumn[] = [
  { column: 'federation.requests.linking', purpose: joining, keep: minutes, onErasure: 'delete', access: passing },
  { column: 'federation.entries.linking', purpose: joining, keep: minutes, onErasure: 'delete', access: passing },
  {
    column: 'federation.proofs.one_id',
    purpose: proving,
    keep: oneYear,
    onErasure: 'delete',
    access: {
      given: proofs,
      rows: ({ id }) => sql`select proved_at as "Constaté" from federation.proofs where ${id} in (one_id, other_id) order by proved_at`,
    },
  },
  { column: 'federation.proofs.other_id', purpose: proving, keep: oneYear, onErasure: 'delete', access: { givenIn: proofs } },
];

const ended = (before: string) => sql<boolean>`x.expires_at < ${before}::timestamptz`;

export const forgets: Forget[] = [
  { table: 'federation.requests', what: 'Connexions commencées', keep: minutes, due: ended },
  { table: 'federation.entries', what: 'Connexions commencées', keep: minutes, due: ended },
  {
    table: 'federation.proofs',
    what: 'Preuves qu’un compte a ouvert deux fiches',
    keep: oneYear,
    due: (before) => sql<boolean>`x.proved_at < ${before}::timestamptz`,
  },
];
