import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { type Doc, docOf } from '../rich-text/doc.ts';

type Words = Record<'toolbar' | 'bold' | 'italic' | 'heading' | 'bullets' | 'numbers' | 'link' | 'linkAsk' | 'badLink' | 'undo', string>;
type Props = { doc: Doc | null; plain: string; words: Words };

/**
 * The editor, over the plain box that everybody has. The box stays, hidden, as what the form sends: what is written here is put
 * in it as JSON at each change, so that drafts, errors and sending know nothing of the editor.
 */
export function mount(place: HTMLElement, { doc, plain, words }: Props): void {
  const box = place.querySelector('textarea');
  const label = place.querySelector('label');
  if (!box || !label) return;
  const paper = document.createElement('div');
  paper.className = 'input rich-editor';
  label.id ||= `${box.id}-label`;
  const hint = document.getElementById(`${box.id}-hint`);
  if (hint) hint.hidden = true;
  const editor = new Editor({
    element: paper,
    // The stylesheet has what it needs: the page's policy forbids styles put in by scripts.
    injectCSS: false,
    extensions: [
      StarterKit.configure({
        blockquote: false,
        code: false,
        codeBlock: false,
        horizontalRule: false,
        strike: false,
        heading: { levels: [2, 3] },
        link: {
          openOnClick: false,
          autolink: true,
          defaultProtocol: 'https',
          protocols: ['https', 'http', 'mailto'],
          HTMLAttributes: { rel: null, target: null },
        },
      }),
    ],
    content: starting(box, doc, plain),
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-labelledby': label.id,
        class: 'rich',
        ...(box.getAttribute('aria-describedby') ? { 'aria-describedby': box.getAttribute('aria-describedby') ?? '' } : {}),
        ...(box.getAttribute('aria-invalid') ? { 'aria-invalid': 'true' } : {}),
      },
    },
    onUpdate: () => {
      box.value = editor.isEmpty ? '' : JSON.stringify(editor.getJSON());
      box.dispatchEvent(new Event('input', { bubbles: true }));
    },
  });
  if (!editor.isEmpty) box.value = JSON.stringify(editor.getJSON());
  box.hidden = true;
  box.required = false;
  box.before(toolbar(editor, words), paper);
  // Errors and labels point at the box by its id: they lead to the editor.
  label.addEventListener('click', () => editor.commands.focus());
  box.addEventListener('focus', () => editor.commands.focus());
}

function starting(box: HTMLTextAreaElement, doc: Doc | null, plain: string): Doc {
  try {
    if (box.value.startsWith('{"type":"doc"')) return JSON.parse(box.value);
  } catch {
    // A draft cut short: what can be read of it is its text.
  }
  return doc && box.value === plain ? doc : docOf(box.value);
}

type Tool = { sign: string; word: string; on?: () => boolean; press: () => void };

function toolbar(editor: Editor, words: Words): HTMLElement {
  const chain = () => editor.chain().focus();
  const tools: Tool[] = [
    { sign: 'G', word: words.bold, on: () => editor.isActive('bold'), press: () => chain().toggleBold().run() },
    { sign: 'I', word: words.italic, on: () => editor.isActive('italic'), press: () => chain().toggleItalic().run() },
    { sign: 'T', word: words.heading, on: () => editor.isActive('heading'), press: () => chain().toggleHeading({ level: 2 }).run() },
    { sign: '•', word: words.bullets, on: () => editor.isActive('bulletList'), press: () => chain().toggleBulletList().run() },
    { sign: '1.', word: words.numbers, on: () => editor.isActive('orderedList'), press: () => chain().toggleOrderedList().run() },
    { sign: '', word: words.link, on: () => editor.isActive('link'), press: () => askLink(editor, words) },
    { sign: '↶', word: words.undo, press: () => chain().undo().run() },
  ];
  const bar = document.createElement('div');
  bar.className = 'rich-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', words.toolbar);
  const buttons = tools.map((tool, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = `rich-tool${tool.sign === 'G' ? ' is-bold' : tool.sign === 'I' ? ' is-italic' : ''}`;
    button.title = tool.word;
    button.append(spoken(tool.sign ? 'sr' : '', tool.word));
    if (tool.sign) {
      const sign = spoken('', tool.sign);
      sign.setAttribute('aria-hidden', 'true');
      button.append(sign);
    }
    button.tabIndex = at === 0 ? 0 : -1;
    button.addEventListener('click', tool.press);
    bar.append(button);
    return button;
  });
  // One stop of the Tab key, arrows inside: the toolbar pattern of WAI-ARIA.
  bar.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    for (const button of buttons) button.tabIndex = button === next ? 0 : -1;
    next?.focus();
  });
  const show = () => {
    for (const [at, tool] of tools.entries()) if (tool.on) buttons[at]?.setAttribute('aria-pressed', String(tool.on()));
  };
  editor.on('transaction', show);
  show();
  return bar;
}

function spoken(look: string, words: string): HTMLElement {
  const span = document.createElement('span');
  span.className = look;
  span.textContent = words;
  return span;
}

function askLink(editor: Editor, words: Words): void {
  const before: string = editor.getAttributes('link')['href'] ?? '';
  const typed = prompt(words.linkAsk, before)?.trim();
  if (typed === undefined) return;
  const link = editor.chain().focus().extendMarkRange('link');
  if (typed === '') return void link.unsetLink().run();
  const href = /^[a-z]+:/i.test(typed) ? typed : typed.includes('@') ? `mailto:${typed}` : `https://${typed}`;
  if (!/^(https?:\/\/|mailto:)\S+$/i.test(href)) {
    alert(words.badLink);
    return;
  }
  if (editor.state.selection.empty && !before)
    link.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href } }] }).run();
  else link.setLink({ href }).run();
}
