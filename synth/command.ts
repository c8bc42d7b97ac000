import { parseArgs } from 'node:util';
import { synth } from './index.ts';

const usage =
  'preau synth DOSSIER [--seed N] [--schools N] [--delta | --next] [--onde] [--date AAAAMMJJ] [--encoding utf-8|iso-8859-15] [--json]';

function encodingOf(text: string | undefined): 'mixed' | 'utf-8' | 'iso-8859-15' {
  if (text === undefined || text === 'mixed') return 'mixed';
  if (text === 'utf-8' || text === 'iso-8859-15') return text;
  throw new RangeError('L’encodage est mixed, utf-8 ou iso-8859-15.');
}

async function run(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        seed: { type: 'string' },
        schools: { type: 'string' },
        date: { type: 'string' },
        encoding: { type: 'string' },
        delta: { type: 'boolean' },
        next: { type: 'boolean' },
        onde: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    const [folder] = positionals;
    if (!folder || positionals.length > 1) throw new RangeError('Indiquez un dossier, un seul.');
    const shown = process.stderr.isTTY && !values.json;
    const report = await synth({
      folder,
      encoding: encodingOf(values.encoding),
      date: values.date,
      delta: values.delta,
      next: values.next,
      onde: values.onde,
      seed: values.seed === undefined ? undefined : Number(values.seed),
      schools: values.schools === undefined ? undefined : Number(values.schools),
      onProgress: ({ schools, total, people }) => {
        if (shown) process.stderr.write(`\r${schools} écoles sur ${total}, ${people.toLocaleString('fr')} personnes`);
      },
    });
    if (shown) process.stderr.write('\n');
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else {
      const { schools, classes, pupils, guardians, staff, files } = report.counts;
      console.log(`${report.kind} du ${report.date} : ${files} fichiers dans ${folder}.`);
      console.log(
        `${schools} écoles, ${classes} classes, ${pupils} élèves, ${guardians} responsables, ${staff} agents. Toutes ces personnes sont inventées.`,
      );
    }
    return 0;
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    console.error(`${error.message}\n${usage}`);
    return 2;
  }
}

export const command = { name: 'synth', usage, run };
