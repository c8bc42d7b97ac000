import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { renderPdf } from '#kernel/paper';
import { type Doc, docOf, docShape, isBlank, plainOf, Rich, richText } from './index.ts';

const para = (text: string, ...marks: unknown[]) => ({
  type: 'paragraph',
  content: [{ type: 'text', text, ...(marks.length > 0 ? { marks } : {}) }],
});
const doc = (...content: unknown[]) => ({ type: 'doc', content });
const read = (typed: unknown) => richText({ most: 500 }).safeParse(typeof typed === 'string' ? typed : JSON.stringify(typed));

test('a plain box gives paragraphs, lines and lists', () => {
  expect(docOf('Bonjour,\nà tous\n\n- un\n- deux\n\n1. trois\n2) quatre')).toEqual(
    doc(
      { type: 'paragraph', content: [{ type: 'text', text: 'Bonjour,' }, { type: 'hardBreak' }, { type: 'text', text: 'à tous' }] },
      {
        type: 'bulletList',
        content: [
          { type: 'listItem', content: [para('un')] },
          { type: 'listItem', content: [para('deux')] },
        ],
      },
      {
        type: 'orderedList',
        content: [
          { type: 'listItem', content: [para('trois')] },
          { type: 'listItem', content: [para('quatre')] },
        ],
      },
    ),
  );
});

test('what goes out as plain text comes back the same, whatever was typed', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('Bonjour', '- un', '2. deux', '', ' ', 'a - b', '* x', '\t', 'é «\u00a0ç\u00a0»')), (lines) => {
      const once = docOf(lines.join('\n'));
      expect(docShape.safeParse(once).success).toBe(true);
      expect(plainOf(docOf(plainOf(once)))).toBe(plainOf(once));
    }),
  );
});

test('whatever comes in, the field answers with a document of ours or a sentence, and never breaks', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.json(),
        fc.jsonValue().map((content) => JSON.stringify({ type: 'doc', content })),
      ),
      (typed) => {
        const result = read(typed);
        if (result.success) expect(docShape.parse(JSON.parse(JSON.stringify(result.data)))).toEqual(result.data);
        else expect(result.error.issues[0]?.message).toMatch(/\p{L}/u);
      },
    ),
  );
});

test('only our nodes and marks are kept; what they carry beside is taken away', () => {
  const tiptap = doc({
    type: 'orderedList',
    attrs: { start: 3, type: null, onclick: 'x' },
    content: [
      {
        type: 'listItem',
        content: [
          para('oui', { type: 'link', attrs: { href: 'https://ecole.example/a?b=1', target: '_blank', class: 'x', onmouseover: 'x' } }),
        ],
      },
    ],
  });
  expect(JSON.stringify(read(tiptap).data)).not.toMatch(/onclick|onmouseover|target|class/);
  expect(read(doc({ type: 'paragraph', content: [{ type: 'image', attrs: { src: 'x' } }] })).success).toBe(false);
  expect(read(doc({ type: 'heading', attrs: { level: 1 }, content: [] })).success).toBe(false);
  expect(read(doc({ type: 'codeBlock' })).success).toBe(false);
});

test('a link leads to the web or to a letter, and nowhere else', () => {
  const to = (href: unknown) => read(doc(para('ici', { type: 'link', attrs: { href } }))).success;
  for (const href of ['https://ecole.example', 'http://a.fr/b', 'mailto:ecole@example.org', 'HTTPS://A.FR'])
    expect([href, to(href)]).toEqual([href, true]);
  for (const href of [
    'javascript:alert(1)',
    ' https://a.fr',
    'java\nscript:x',
    'data:text/html,x',
    '//a.fr',
    '/admin',
    'https://',
    'https://a.fr/\u0000',
    'https://a.fr/ b',
    null,
    {},
  ])
    expect([href, to(href)]).toEqual([href, false]);
});

test('too long, too deep and too heavy are refused; blank is refused unless asked for', () => {
  expect(read('a'.repeat(501)).success).toBe(false);
  expect(read(doc(para('a'.repeat(501)))).success).toBe(false);
  const deep = (depth: number): unknown =>
    depth === 0 ? para('fond') : { type: 'bulletList', content: [{ type: 'listItem', content: [deep(depth - 1)] }] };
  expect([read(doc(deep(3))).success, read(doc(deep(4))).success, read(doc(deep(500))).success]).toEqual([true, false, false]);
  expect(read(`{"type":"doc","content":${'['.repeat(30_000)}`).success).toBe(false);
  expect([read('').success, read(' \n\u0000 ').success, read(doc({ type: 'paragraph' })).success]).toEqual([false, false, false]);
  expect(isBlank(richText({ blank: true }).parse(''))).toBe(true);
});

test('what PostgreSQL cannot keep is taken away', () => {
  expect(read('Bon\u0000jour \ud83d fin\u202e').data).toEqual(doc(para('Bonjour \ufffd fin')));
});

test('on a page everything is text: nothing typed becomes a tag', () => {
  const html = renderToString(
    <Rich
      doc={
        read(
          doc(
            para('<img src=x onerror=alert(1)>', { type: 'bold' }),
            para('"', { type: 'link', attrs: { href: 'https://a.fr/?"><script>' } }),
          ),
        )?.data as Doc
      }
    />,
  );
  expect(html).toContain('<strong>&lt;img src=x onerror=alert(1)></strong>');
  expect(html).not.toMatch(/<script|<img/);
  expect(html).toContain('rel="noopener noreferrer nofollow"');
});

test('on paper too: all our nodes, with hostile words, make a PDF', async () => {
  const all = docOf('# Titre #panic()\n\n- *a* $x$ @b\n- \\u{41}\n\n1. un');
  all.content.push({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'H' }] });
  all.content.push({
    type: 'paragraph',
    content: [
      {
        type: 'text',
        text: 'lien',
        marks: [{ type: 'link', attrs: { href: 'https://a.fr/#"]' } }, { type: 'bold' }, { type: 'italic' }, { type: 'underline' }],
      },
      { type: 'hardBreak' },
    ],
  });
  all.content.push({ type: 'paragraph' });
  const template = '#import "/house.typ": *\n#show: sheet.with(title: "x")\n#rich(data)';
  expect((await renderPdf({ template, data: all })).length).toBeGreaterThan(1000);
});
