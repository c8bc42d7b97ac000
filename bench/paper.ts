import { newId } from '#kernel/db';
import { renderPdf } from '#kernel/paper';
import { docOf } from '#kernel/rich-text';
import { slipCode } from '../services/communication/liaison/slip-code.ts';
import { asked, codeAt, codeSide, slipLayout } from '../services/communication/liaison/slip-layout.ts';
import { median, type Row } from './row.ts';

const slips = 500;
const rounds = 5;
const text =
  'Chères familles,\n\nNous partons jeudi au muséum, toute la journée. Prévoir un pique-nique, une gourde et un vêtement de pluie.';

/** Four slips on a sheet, each with its own code, boxes and signature; against the same words and the same codes, set by Typst and nothing else. */
export async function bench(): Promise<Row[]> {
  const secret = Buffer.from('the secret of a bench, 32 bytes.');
  const codeOf = (): Promise<string> => slipCode(secret, { noteId: newId(), pupilId: newId(), guardianIds: [newId()] });
  let printed = 0;
  // Other names each time: Typst remembers what it has already set.
  const names = (): string[] => {
    printed += 1;
    return Array.from({ length: slips }, (_, at) => `Enfant Numéro ${printed}.${at}`);
  };
  const template = new URL('../services/communication/liaison/sheets/slips.typ', import.meta.url);
  const whole = async (): Promise<Uint8Array> => {
    const layout = slipLayout(asked({ replyKind: 'yes-no', options: [] }, { yes: 'Oui', no: 'Non' }), 1);
    const sheets = names().map(async (child) => ({
      child,
      className: 'CE1 A',
      to: 'Mme Anne Moreau',
      signatures: ['Mme Anne Moreau'],
      code: await codeOf(),
      layout,
    }));
    const words = { from: 'Carnet', to: 'À', cut: '✂', more: '…', code: 'Code', signature: 'Signature :', file: 'Coupons' };
    const note = {
      school: 'École',
      title: 'Sortie au muséum',
      body: docOf(text),
      deadline: null,
      question: 'Cochez :',
      boxes: ['Oui', 'Non'],
    };
    return renderPdf({ template, data: { ...note, words, slips: await Promise.all(sheets), code_at: { ...codeAt, side: codeSide } } });
  };
  const bare = async (): Promise<Uint8Array> => {
    const quarters = names().map(async (name) => ({ name, code: await codeOf() }));
    return renderPdf({ template: bareSheet, data: { text, quarters: await Promise.all(quarters) } });
  };
  await whole();
  await bare();
  const [mine, theirs] = [await seconds(whole), await seconds(bare)];
  return [
    {
      name: `${slips} slips in a PDF`,
      value: `${(slips / mine).toFixed(0)} slips/s`,
      reference: `${(slips / theirs).toFixed(0)} bare quarters of a page/s`,
      ratio: mine / theirs,
      target: 8,
    },
  ];
}

const bareSheet = `#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: 0mm)
#for group in data.quarters.chunks(4) {
  page(grid(columns: (105mm, 105mm), rows: (148.5mm, 148.5mm), ..group.map(one => pad(8mm)[*#one.name* #data.text #image(bytes(one.code), format: "svg", width: 20mm)])))
}`;

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    await work();
    taken.push((performance.now() - begun) / 1000);
  }
  return median(taken);
}
