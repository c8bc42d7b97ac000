import type { ComponentChild } from 'preact';
import { Island, RichText, TextArea } from '#kernel/ui';
import { type Block, type Doc, plainOf, type Run } from './doc.ts';
import { t } from './texts.ts';

/** A stored rich text on a page. Preact escapes every string; links leave without telling where from. */
export const Rich = ({ doc, seyes }: { doc: Doc; seyes?: boolean }) => (
  <RichText seyes={seyes}>
    {doc.content.map((block, at) => (
      <Piece key={at} block={block} />
    ))}
  </RichText>
);

function Piece({ block }: { block: Block }) {
  if (block.type === 'paragraph') return <p>{block.content?.map(said)}</p>;
  if (block.type === 'heading') return block.attrs.level === 2 ? <h2>{block.content?.map(said)}</h2> : <h3>{block.content?.map(said)}</h3>;
  const items = block.content.map((item, at) => (
    <li key={at}>
      {item.content.map((child, place) =>
        child.type === 'paragraph' ? <p key={place}>{child.content?.map(said)}</p> : <Piece key={place} block={child} />,
      )}
    </li>
  ));
  return block.type === 'bulletList' ? <ul>{items}</ul> : <ol start={block.attrs?.start}>{items}</ol>;
}

function said(run: Run, at: number): ComponentChild {
  if (run.type === 'hardBreak') return <br key={at} />;
  return (run.marks ?? []).reduce<ComponentChild>((inside, mark) => {
    if (mark.type === 'bold') return <strong>{inside}</strong>;
    if (mark.type === 'italic') return <em>{inside}</em>;
    if (mark.type === 'underline') return <u>{inside}</u>;
    return (
      <a href={mark.attrs.href} rel="noopener noreferrer nofollow">
        {inside}
      </a>
    );
  }, run.text);
}

type RichFieldProps = { name: string; label: string; hint?: string; required?: boolean; value?: Doc; rows?: number };

/**
 * Where one writes a rich text: a plain box for everybody, the editor over it where there is a script. Read it with
 * `richText()`: both send the same field.
 */
export function RichField({ name, label, hint, required, value, rows = 9 }: RichFieldProps) {
  const plain = value ? plainOf(value) : '';
  const words = {
    toolbar: t.toolbar,
    bold: t.bold,
    italic: t.italic,
    heading: t.heading,
    bullets: t.bullets,
    numbers: t.numbers,
    link: t.link,
    linkAsk: t.linkAsk,
    badLink: t.badLink,
    undo: t.undo,
  };
  return (
    <Island name="rich-text" props={{ doc: value ?? null, plain, words }}>
      <TextArea name={name} label={label} hint={hint ?? t.plainHint} required={required} value={plain} rows={rows} />
    </Island>
  );
}
