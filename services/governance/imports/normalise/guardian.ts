import { identity, identityColumns, nameless } from './person.ts';
import { type AafRecord, first, givenBy, type Normalised } from './staged.ts';
import { address, line, phone, titled, yes } from './words.ts';

const columns = {
  ...identityColumns,
  ENTPersonTelPerso: 'phone_home',
  ENTPersRelEleveTelPro: 'phone_work',
  ENTPersRelEleveTelMobile: 'phone_mobile',
  ENTPersonAdresse: 'address',
  ENTPersonCodePostal: 'postal_code',
  ENTPersonVille: 'city',
  ENTPersonPays: 'country',
  ENTPersonAdresseDiffusion: 'shares_address',
};

/** A guardian. Their children are read on the children's side, which says what each one is to the child. */
export function guardian(record: AafRecord): Normalised {
  const person = identity(record);
  const city = line(first(record, 'ENTPersonVille'));
  const country = line(first(record, 'ENTPersonPays'));
  Object.assign(person, {
    phone_home: phone(first(record, 'ENTPersonTelPerso')),
    phone_work: phone(first(record, 'ENTPersRelEleveTelPro')),
    phone_mobile: phone(first(record, 'ENTPersRelEleveTelMobile')),
    address: address(first(record, 'ENTPersonAdresse')),
    postal_code: line(first(record, 'ENTPersonCodePostal'), 10),
    city: city && titled(city),
    country: country && titled(country),
    shares_address: yes(first(record, 'ENTPersonAdresseDiffusion')),
  });
  return { person, given: givenBy(record, columns), functions: [], links: [], remarks: [], trouble: nameless(record, person) };
}

export const guardianAttributes = new Set([
  ...Object.keys(columns),
  ...'ENTPersonJointure ENTPersonAutresPrenoms categoriePersonne ENTPersRelEleveEleve'.split(' '),
]);
