import { type AafRecord, all, first, type StagedPerson } from './staged.ts';
import { civility, day, email, name } from './words.ts';

/** What every person's entry has. An empty usual name gives way to the birth name. */
export function identity(record: AafRecord): StagedPerson {
  const birthName = name(first(record, 'ENTPersonNomPatro'));
  const lastName = name(first(record, 'ENTPersonNom')) ?? birthName;
  const same = birthName?.toLocaleLowerCase('fr') === lastName?.toLocaleLowerCase('fr') && record.attributes.has('ENTPersonNom');
  return {
    civility: civility(first(record, 'ENTPersonCivilite')),
    first_name: name(first(record, 'ENTPersonPrenom')) ?? name(all(record, 'ENTPersonAutresPrenoms')[0]),
    last_name: lastName,
    birth_name: same ? null : birthName,
    birth_date: day(first(record, 'ENTPersonDateNaissance')),
    level: null,
    email: email(first(record, 'ENTPersonMail')),
    academic_email: null,
    phone_home: null,
    phone_work: null,
    phone_mobile: null,
    address: null,
    postal_code: null,
    city: null,
    country: null,
    shares_address: false,
  };
}

export const identityColumns = {
  ENTPersonNom: 'last_name',
  ENTPersonPrenom: 'first_name',
  ENTPersonNomPatro: 'birth_name',
  ENTPersonDateNaissance: 'birth_date',
  ENTPersonCivilite: 'civility',
  ENTPersonMail: 'email',
};

/** Why somebody cannot pass: nobody is called nothing. A modification may be silent about the name, not empty it. */
export function nameless(record: AafRecord, { first_name, last_name }: StagedPerson): string | null {
  if (record.request === 'delete') return null;
  const said = (attribute: string) => record.request === 'add' || record.attributes.has(attribute);
  return (said('ENTPersonNom') && !last_name) || (said('ENTPersonPrenom') && !first_name) ? 'no-name' : null;
}
