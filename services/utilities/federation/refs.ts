/** Academies by the code that ÉduConnect writes; their names begin our external ids. */
const academies: Record<string, string> = {
  '00': 'ETRANGER',
  '01': 'PARIS',
  '02': 'AIX-MARSEILLE',
  '03': 'BESANCON',
  '04': 'BORDEAUX',
  '05': 'CAEN',
  '06': 'CLERMONT-FERRAND',
  '07': 'DIJON',
  '08': 'GRENOBLE',
  '09': 'LILLE',
  '10': 'LYON',
  '11': 'MONTPELLIER',
  '12': 'NANCY-METZ',
  '13': 'POITIERS',
  '14': 'RENNES',
  '15': 'STRASBOURG',
  '16': 'TOULOUSE',
  '17': 'NANTES',
  '18': 'ORLEANS-TOURS',
  '19': 'REIMS',
  '20': 'AMIENS',
  '21': 'ROUEN',
  '22': 'LIMOGES',
  '23': 'NICE',
  '24': 'CRETEIL',
  '25': 'VERSAILLES',
  '26': 'ANTILLES-GUYANE',
  '27': 'CORSE',
  '28': 'LA_REUNION',
  '31': 'MARTINIQUE',
  '32': 'GUADELOUPE',
  '33': 'GUYANE',
  '40': 'NOUVELLE_CALEDONIE',
  '41': 'POLYNESIE',
  '42': 'WALLIS_ET_FUTUNA',
  '43': 'MAYOTTE',
  '44': 'ST_PIERRE_ET_MIQUELON',
  '70': 'NORMANDIE',
};

/**
 * The external ids behind the values of FrEduCtRefId: « {AAF}16|x|800001 » is TOULOUSE-800001, « {AAF}11|x|800001 » somebody else.
 * Nobody reads the middle part. A value of another shape proves nothing.
 */
export function externalIds(values: string[]): string[] {
  const found = values.flatMap((value) => {
    const [code = '', , jointure = '', ...rest] = value.startsWith('{AAF}') ? value.slice(5).split('|') : [];
    const academy = /^\d{1,2}$/.test(code) ? academies[code.padStart(2, '0')] : undefined;
    return academy && rest.length === 0 && /^[\w.-]{1,80}$/.test(jointure) ? `${academy}-${jointure}` : [];
  });
  return [...new Set(found)];
}

/** The other way round, for whoever speaks as ÉduConnect does: the demonstration. */
export function refOf(externalId: string): string | undefined {
  const found = Object.entries(academies).find(([, name]) => externalId.startsWith(`${name}-`));
  return found && `{AAF}${found[0]}|demo|${externalId.slice(found[1].length + 1)}`;
}
