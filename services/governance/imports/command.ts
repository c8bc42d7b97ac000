import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Command } from '#kernel/service';
import { readCalendar } from './calendar.ts';
import { importFolder, type Progress, type Report } from './import.ts';
import { sentenceOf } from './lines.ts';

const usage =
  'preau import aaf DOSSIER [--dry-run] [--approve] [--json] [--date AAAA-MM-JJ] [--kind complet|delta] [--academy TOULOUSE|MONTPELLIER]\npreau import calendar FICHIER.csv';

/** Exit codes: 0 done or nothing to say, 1 refused or something to check, 2 wrong use. */
async function run(args: string[], { db }: Parameters<Command['run']>[1]): Promise<number> {
  const calendar = args[0] === 'calendar' ? await readCalendar(args.slice(1), db) : undefined;
  if (calendar === 0 || calendar === 1) return calendar;
  const asked = parse(args);
  if (!asked) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const { folder, json, approve, ...which } = asked;
  const report = await importFolder(db, {
    ...which,
    folder: resolve(folder),
    by: null,
    now: new Date(),
    approve,
    onProgress: json ? undefined : shown,
  });
  if (process.stderr.isTTY && !json) process.stderr.write('\n');
  process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : inWords(report));
  return report.state === 'refused' || report.schools.some(({ state }) => state === 'check') ? 1 : 0;
}

const kinds = ['complet', 'delta'] as const;

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean' },
        approve: { type: 'boolean' },
        json: { type: 'boolean' },
        date: { type: 'string' },
        kind: { type: 'string' },
        academy: { type: 'string' },
      },
    });
    const [what, folder] = positionals;
    const kind = kinds.find((one) => one === values.kind);
    if (what !== 'aaf' || !folder || positionals.length > 2 || (values.kind && !kind)) return;
    return {
      folder,
      json: values.json ?? false,
      approve: Boolean(values.approve) && !values['dry-run'],
      day: values.date,
      kind,
      academy: values.academy,
    };
  } catch {
    return;
  }
}

const steps = { reading: 'Lecture', comparing: 'Comparaison', applying: 'Application' };
let said = '';
function shown({ step, value, max }: Progress): void {
  const line = `${steps[step]} ${Math.floor((value / Math.max(1, max)) * 100)} %`;
  if (!process.stderr.isTTY || line === said) return;
  said = line;
  process.stderr.write(`\r${line.padEnd(24)}`);
}

const words = {
  created: 'créés',
  updated: 'modifiés',
  moved: 'déplacés',
  returned: 'de retour',
  leaving: 'en départ',
  unchanged: 'sans changement',
  rejected: 'rejetés',
};
const states: Record<string, string> = {
  refused: 'Refusé : rien n’a été modifié.',
  review: 'Lu et comparé : rien n’a été appliqué.',
  applied: 'Appliqué.',
};

function inWords({ importId, state, fates, schools, lines }: Report): string {
  const counts = Object.entries(words).flatMap(([fate, word]) => {
    const count = Object.entries(fates).find(([name]) => name === fate)?.[1] ?? 0;
    return count > 0 ? [`${count.toLocaleString('fr')} ${word}`] : [];
  });
  const held = schools.filter((school) => school.state === 'check').map(({ name, key }) => `  à vérifier : ${name} (${key})`);
  const told = lines
    .filter(({ severity }) => severity !== 'remark')
    .slice(0, 20)
    .map(({ code, args, file, line }) => `  ${file ?? ''}${line ? `:${line}` : ''} ${sentenceOf(code, args)}`);
  const remarks = lines.filter(({ severity }) => severity === 'remark').length;
  return [
    `Import ${importId}. ${states[state] ?? state}`,
    ...(counts.length > 0 ? [`${schools.length} écoles : ${counts.join(', ')}.`] : []),
    ...held,
    ...told,
    ...(remarks > 0 ? [`${remarks} remarques : voir /imports/${importId}/rapport.`] : []),
    '',
  ].join('\n');
}

export const command: Command = { name: 'import', usage, run };
