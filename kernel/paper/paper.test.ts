import { expect, test } from 'vitest';
import { tagsOf } from '#kernel/testing';
import { renderPdf } from './index.ts';

const page = (body: string) => `#import "/house.typ": *\n#show: sheet.with(title: data.title)\n${body}`;
const text = (pdf: Uint8Array) => Buffer.from(pdf).toString('latin1');

test('a sheet is a PDF in French, with its title, in our letters', async () => {
  const pdf = text(
    await renderPdf({
      template: page('= #data.title\n#gommette("communication") #seyes[] #text(font: cursive)[Maëlle]'),
      data: { title: 'Été' },
    }),
  );
  expect(pdf.startsWith('%PDF-1.7')).toBe(true);
  expect(pdf).toMatch(/\/Lang \(fr/);
  expect(pdf).toMatch(/\/BaseFont \/\w+\+Andika-Bold/);
  expect(pdf).toMatch(/\/BaseFont \/\w+\+PlaywriteFRModerne/i);
});

test('a sheet is tagged for those who listen to it: headings, lists and the heads of tables; a gommette is only there to be seen', async () => {
  const template = page('= Un\n#gommette("communication")\n== Deux\n- Trois\n#table(columns: 1, table.header([Quatre]), [Cinq])');
  const tags = await tagsOf(await renderPdf({ template, data: { title: 'Été' } }));
  expect(tags).toEqual(['Root', 'Document', 'H1', 'H2', 'L', 'LI', 'Lbl', 'LBody', 'Table', 'THead', 'TR', 'TH', 'TBody', 'TR', 'TD']);
});

test('what somebody types is never read as Typst', async () => {
  const hostile = ['#panic("caught")', '#read("/house.typ")', '"); #import "/etc/passwd"', '= Titre', '$x$', '@ref', '\\u{41}', '*gras*'];
  const template = page('#for line in data.lines [#line \\ ]');
  const typed = await renderPdf({ template, data: { title: hostile.join(' '), lines: hostile } });
  expect(text(typed).startsWith('%PDF-1.7')).toBe(true);
});

test('a template reads nothing of the server beside the house', async () => {
  await expect(renderPdf({ template: page('#read("../config.ts")'), data: { title: '' } })).rejects.toThrow(/Typst/);
  await expect(renderPdf({ template: page('#read("/../../etc/hostname")'), data: { title: '' } })).rejects.toThrow(/Typst/);
});

test('a wrong template says what is wrong, and the next sheet is printed', async () => {
  await expect(renderPdf({ template: page('#nothing'), data: { title: '' } })).rejects.toThrow(/unknown variable: nothing/);
  expect((await renderPdf({ template: page('Bien.'), data: { title: '' } })).length).toBeGreaterThan(1000);
});

test('thirty sheets asked for at once all come, each with its own words', async () => {
  const template = page('#data.word');
  const pdfs = await Promise.all(
    Array.from({ length: 30 }, (_, at) => renderPdf({ template, data: { title: `n${at}`, word: 'a'.repeat(at + 1) } })),
  );
  expect(pdfs.map((pdf) => /\/Title \(n(\d+)\)/.exec(text(pdf))?.[1])).toEqual(pdfs.map((_, at) => String(at)));
});
