import { useTu } from './gommettes.tsx';
import { Picture, type PictureName } from './pictures.tsx';

/** A small plain format for texts that anybody may write: `# title`, `- item`, and paragraphs; a blank line between two of them. */
type Block = { kind: 'title' | 'paragraph'; text: string } | { kind: 'list'; items: string[] };

/** Whoever types a charter puts plain spaces: a colon or a guillemet must not begin a line (Lexique de l’Imprimerie nationale). */
const typeset = (line: string): string =>
  line
    .replace(/ ([:»])/g, '\u00a0$1')
    .replace(/ ([;!?])/g, '\u202f$1')
    .replace(/« /g, '«\u00a0');

export function readPlain(body: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  const begin = (block: Block): void => {
    blocks.push(block);
    open = block;
  };
  for (const line of body.split(/\r?\n/).map((one) => typeset(one.trim()))) {
    const last: Block | undefined = open;
    if (line === '') open = undefined;
    else if (line.startsWith('# ')) begin({ kind: 'title', text: line.slice(2).trim() });
    else if (line.startsWith('- ') && last?.kind === 'list') last.items.push(line.slice(2).trim());
    else if (line.startsWith('- ')) begin({ kind: 'list', items: [line.slice(2).trim()] });
    else if (last?.kind === 'paragraph') last.text += ` ${line}`;
    else begin({ kind: 'paragraph', text: line });
  }
  return blocks;
}

/** The same words for everybody; in a child's skin each item has its picture. */
export function PlainText({ body }: { body: string }) {
  const child = useTu();
  return (
    <div class="rich">
      {readPlain(body).map((block, at) => {
        if (block.kind === 'list') return <Items key={at} items={block.items} pictured={child} />;
        return block.kind === 'title' ? <h2 key={at}>{block.text}</h2> : <p key={at}>{block.text}</p>;
      })}
    </div>
  );
}

const Items = ({ items, pictured }: { items: string[]; pictured: boolean }) => (
  <ul class={pictured ? 'promises' : undefined}>
    {items.map((item) => (
      <li key={item}>
        {pictured && <Picture name={pictureOf(item)} />}
        <span>{item}</span>
      </li>
    ))}
  </ul>
);

/** What a promise is about, found in its words, whatever the academy writes next year. */
const subjects: [RegExp, PictureName][] = [
  [/secret|mot de passe|code/i, 'shield'],
  [/photo|image|film/i, 'camera'],
  [/triste|peur|adulte|aide/i, 'hands'],
  [/parle|gentil|poli|écri/i, 'bubble'],
  [/tablette|ordinateur|matériel/i, 'play'],
  [/ami|copain|classe|autres/i, 'people'],
];
const pictureOf = (item: string): PictureName => subjects.find(([words]) => words.test(item))?.[1] ?? 'star';
