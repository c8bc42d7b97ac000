/**
 * The only script every page has. Nothing depends on it: each part makes better something that already works.
 * No import, no framework: it must stay under 4 KiB.
 */
const all = (selector: string, within: ParentNode = document): HTMLElement[] => [...within.querySelectorAll<HTMLElement>(selector)];
const root = document.documentElement;

/* Sending once. */
document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const asked = (event.submitter ?? form).dataset.confirm ?? form.dataset.confirm;
  if (form.hasAttribute('aria-busy') || (asked && !confirm(asked))) return event.preventDefault();
  if (form.method === 'get') return;
  if ('forget' in form.dataset) forgetDrafts();
  form.setAttribute('aria-busy', 'true');
  // After this turn: a disabled button would not send its own name.
  setTimeout(() => {
    for (const button of form.querySelectorAll<HTMLButtonElement>('button:not([type=button])')) button.disabled = true;
    if (form.dataset.sending) say(form, form.dataset.sending);
  });
  // A form answered by a file leaves its page where it is.
  if ('file' in form.dataset) setTimeout(revive, 4000, form);
});
function revive(form: HTMLElement): void {
  form.removeAttribute('aria-busy');
  for (const button of form.querySelectorAll<HTMLButtonElement>('button')) button.disabled = false;
}
// Back by the browser's own memory: the form must be alive again.
addEventListener('pageshow', () => {
  for (const form of all('form[aria-busy]')) revive(form);
});
function say(form: HTMLElement, sentence: string): void {
  const place = form.querySelector('.form-state');
  if (place) place.textContent = sentence;
}

/* Drafts: what is typed stays on the device until the server has it; and no longer than a day, nor after signing out. */
const shelf = 'preau-draft:';
const sent = 'preau-sent';
// A browser may refuse to keep anything: then drafts live on the server only.
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
const kept = (key: string): string => attempt(() => localStorage.getItem(key)) ?? '';
const shelve = (key: string, text: string) => attempt(() => localStorage.setItem(key, text));
const drop = (key: string) => attempt(() => localStorage.removeItem(key));
function forgetDrafts(older = 0): void {
  for (const key of attempt(() => Object.keys(localStorage)) ?? []) {
    if (key.startsWith(shelf) && (!older || !(Number.parseInt(kept(key), 10) > older))) drop(key);
  }
}
function typedIn(form: HTMLFormElement): string {
  const typed = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    const secret = form.querySelector(`[type=password][name="${CSS.escape(name)}"]`);
    if (typeof value === 'string' && !secret) typed.append(name, value);
  }
  return typed.toString();
}
function refill(form: HTMLFormElement, typed: string): void {
  const left = new URLSearchParams(typed);
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && /^(password|file|hidden)$/.test(field.type)) continue;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
    const values = left.getAll(field.name);
    if (field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type)) field.checked = values.includes(field.value);
    else if (values[0] !== undefined) field.value = values[0];
  }
}
function autosave(form: HTMLFormElement, url: string): void {
  const key = `${shelf}${root.dataset.me} ${url}`;
  let timer: ReturnType<typeof setTimeout>;
  let wait = 1500;
  const later = (delay: number) => {
    clearTimeout(timer);
    timer = setTimeout(send, delay);
  };
  async function send(): Promise<void> {
    const typed = typedIn(form);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams(typed),
        headers: { accept: 'application/json' },
        redirect: 'manual',
      });
      // A 303 seen from here is opaque: the action did its work. Refusals (4xx) will not change by asking again.
      if (!answer.ok && answer.type !== 'opaqueredirect') throw answer.status;
      if (typed === typedIn(form)) drop(key);
      else later(wait);
      wait = 1500;
      const clock = new Intl.DateTimeFormat(root.lang, { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Paris' });
      const time = clock.format(new Date()).replace(/^0?(\d+):(\d+)$/, root.lang.startsWith('fr') ? '$1\u00a0h\u00a0$2' : '$1:$2');
      say(form, (form.dataset.saved ?? '').replace('{time}', time));
    } catch (status) {
      say(form, form.dataset.unsaved ?? '');
      wait = Math.min(wait * 2, 60_000);
      if (!(Number(status) >= 400 && Number(status) < 500 && status !== 429)) later(wait);
    }
  }
  const draft = kept(key);
  if (draft) {
    refill(form, draft.slice(draft.indexOf(' ') + 1));
    later(0);
  }
  form.addEventListener('input', () => {
    shelve(key, `${Date.now()} ${typedIn(form)}`);
    later(wait);
  });
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (!event.defaultPrevented) shelve(sent, key);
  });
  addEventListener('online', () => kept(key) && later(0));
}

/* Small helps. */
function count(place: HTMLElement): void {
  const field = document.getElementById(place.dataset.count ?? '');
  if (!(field instanceof HTMLTextAreaElement)) return;
  const tell = () => {
    const left = field.maxLength - field.value.length;
    place.textContent = ((left < 2 ? place.dataset.one : place.dataset.other) ?? '').replace('{n}', String(left));
  };
  field.addEventListener('input', tell);
  tell();
}
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>('[data-print],[data-copy]');
  if (!button) return;
  if ('print' in button.dataset) return print();
  void navigator.clipboard.writeText(button.dataset.copy ?? '').then(() => {
    const place = button.firstElementChild ?? button;
    const before = place.textContent;
    place.textContent = button.dataset.copied ?? before;
    setTimeout(() => {
      place.textContent = before;
    }, 2000);
  });
});

/* Look again, and put in place only what changed; never under the hands of somebody who types there. */
async function lookAgain(selector: string): Promise<void> {
  const answer = document.hidden ? undefined : await fetch(location.href).catch(() => undefined);
  if (!answer?.ok) return;
  const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const part of all(selector)) {
    const fresh = now.getElementById(part.id);
    if (!fresh || fresh.textContent === part.textContent || part.contains(document.activeElement)) continue;
    part.replaceWith(fresh);
    enhance(fresh.parentElement ?? document);
  }
}
/* A long work. */
function poll(part: HTMLElement): void {
  const wait = 1000 * Math.max(1, Number(part.dataset.poll) || 5);
  setTimeout(async () => {
    await lookAgain(`#${part.id}`);
    if (part.isConnected) poll(part);
  }, wait);
}
/* News: the server only says that there is some. Cut off, the page stays as it was, and the browser knocks again by itself. */
const parts = '[data-live][id]';
let ear: EventSource | undefined;
function listen(): void {
  ear?.close();
  ear = undefined;
  if (document.hidden || !all(parts).length || !('EventSource' in window)) return;
  ear = new EventSource('/direct');
  ear.onmessage = () => void lookAgain(parts);
}
document.addEventListener('visibilitychange', () => {
  listen();
  if (ear) void lookAgain(parts);
});

/* « Vu »: the form sends itself once the page is before somebody's eyes; a page fetched ahead says nothing. */
function beacon(form: HTMLElement): void {
  if (!(form instanceof HTMLFormElement)) return;
  if (document.hidden) {
    document.addEventListener('visibilitychange', () => beacon(form), { once: true });
    return;
  }
  const body = new URLSearchParams(typedIn(form));
  void fetch(form.action, { method: 'POST', body, headers: { accept: 'application/json' }, redirect: 'manual' }).then(
    ({ ok }) => {
      if (ok) form.textContent = form.dataset.beacon ?? '';
    },
    () => {},
  );
}

/* Islands. */
async function land(place: HTMLElement): Promise<void> {
  const { src, props } = place.dataset;
  if (!src) return;
  const island: { mount: (element: HTMLElement, props: unknown) => void } = await import(src);
  island.mount(place, JSON.parse(props ?? '{}'));
  place.dataset.landed = '';
}

function enhance(part: ParentNode): void {
  const fresh = (selector: string, work: (element: HTMLElement) => void) => {
    for (const element of all(`${selector}:not([data-on])`, part)) {
      element.dataset.on = '';
      work(element);
    }
  };
  fresh('form[data-autosave]', (form) => form instanceof HTMLFormElement && autosave(form, form.dataset.autosave ?? ''));
  fresh('[data-count]', count);
  fresh('[data-poll][id]', poll);
  fresh('form[data-beacon]', beacon);
  fresh('[data-island]', (place) => void land(place));
  fresh('[data-print],[data-copy]', (button) => {
    button.hidden = false;
  });
}

forgetDrafts(Date.now() - 86_400_000);
// The page after a sending means the server has it; coming back to the form means it may not.
const [arrival] = performance.getEntriesByType('navigation');
if (kept(sent) && !(arrival && 'type' in arrival && arrival.type === 'back_forward')) drop(kept(sent));
drop(sent);
enhance(document);
listen();
const wrong = document.querySelector<HTMLElement>('[data-errors]');
for (let fold = wrong?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true;
wrong?.focus();
