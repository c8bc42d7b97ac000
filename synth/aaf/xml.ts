import type { Academy } from '../model.ts';
import type { Change } from './delta.ts';
import type { AafRecord } from './records.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const entities: Record<string, string> = {
  "'": '&amp;apos;',
  é: '&amp;eacute;',
  É: '&amp;Eacute;',
  è: '&amp;egrave;',
  ç: '&amp;ccedil;',
};

/** One record in sixteen is escaped twice, as some exports do (standards 2.2): stable for an id, so that a Delta repeats it. */
const twice = (id: string): boolean => Number(id) % 16 === 3;

function valueXml(value: string, double: boolean): string {
  if (value === '') return '<value/>';
  const escaped = /[&<>]/.test(value) ? value.replace(/[&<>]/g, (character) => escapes[character] ?? character) : value;
  return `<value>${double ? escaped.replace(/['éÉèç]/g, (character) => entities[character] ?? character) : escaped}</value>`;
}

function valuesOf(values: string[], double: boolean): string {
  if (values.length === 0) return '<value/>';
  return values.map((value) => valueXml(value, double)).join('');
}

function head(record: AafRecord): string {
  const kind = record.category === 'EtabEducNat' ? 'categorieStructure' : 'categoriePersonne';
  const attribute = `<attr name="${kind}"><value>${record.category}</value></attr>`;
  return `<operationalAttributes>${attribute}</operationalAttributes><identifier><id>${record.id}</id></identifier>`;
}

export function requestXml({ kind, record }: Change): string {
  const double = twice(record.id);
  let body = '';
  if (kind === 'addRequest') {
    for (const [name, values] of record.attributes) body += `<attr name="${name}">${valuesOf(values, double)}</attr>`;
    body = `<attributes>${body}</attributes>`;
  } else if (kind === 'modifyRequest') {
    for (const [name, values] of record.attributes) {
      body += `<modification name="${name}" operation="replace">${valuesOf(values, double)}</modification>`;
    }
    body = `<modifications>${body}</modifications>`;
  }
  return `<${kind}>${head(record)}${body}</${kind}>\n`;
}

export type XmlEncoding = 'UTF-8' | 'ISO-8859-15';

/** `date` is `YYYYMMDD`. */
export function prologXml(encoding: XmlEncoding, academy: Academy, date: string): string {
  return `<?xml version="1.0" encoding="${encoding}"?>
<!DOCTYPE ficAlimMENESR SYSTEM "ficAlimMENESR.dtd">
<!-- versionAF : VE2401 -->
<!-- versionSDET : 6.2 -->
<!-- codeAcademieExport : ${academy.code} -->
<!-- degre : 1D -->
<!-- dateGenerationExport : ${date.slice(6, 8)}/${date.slice(4, 6)}/${date.slice(0, 4)} -->
<ficAlimMENESR>
`;
}

export const endXml = '</ficAlimMENESR>\n';

/** The grammar of standards 2.2 in DTD form, laid beside the files as academies do. A reader must not fetch it. */
export const dtd = `<!ELEMENT ficAlimMENESR (addRequest | modifyRequest | deleteRequest)*>
<!ELEMENT addRequest (operationalAttributes, identifier, attributes)>
<!ELEMENT modifyRequest (operationalAttributes, identifier, modifications)>
<!ELEMENT deleteRequest (operationalAttributes, identifier)>
<!ELEMENT operationalAttributes (attr)>
<!ELEMENT identifier (id)>
<!ELEMENT id (#PCDATA)>
<!ELEMENT attributes (attr+)>
<!ELEMENT attr (value+)>
<!ATTLIST attr name CDATA #REQUIRED>
<!ELEMENT modifications (modification+)>
<!ELEMENT modification (value+)>
<!ATTLIST modification name CDATA #REQUIRED operation (replace) #REQUIRED>
<!ELEMENT value (#PCDATA)>
`;
