import { getDocumentProxy } from 'unpdf';
import { afterAll, expect, test } from 'vitest';
import { newId, sql } from '#kernel';
import { tokenHash } from '#kernel/identity';
import { meBySession } from '#kernel/perimeter';
import { pagesOf, startEnt } from '#kernel/testing';
import { badgeToken, emblemsOf, openingCode, pictures, picturesOf } from './secrets.ts';
import badges from './service.ts';

let clock: Date | undefined;
const ent = await startEnt([badges], { now: () => clock ?? new Date() });
afterAll(() => ent[Symbol.asyncDispose]());

const school = await ent.school();
const [ms, gs] = [await ent.classroom(school, 'Moyenne section'), await ent.classroom(school, 'Grande section')];
const rose = await ent.teacher('Rose Pujol', ms);
const hugo = await ent.teacher('Hugo Lafont', gs);
const lea = await ent.pupil('Léa Martin', ms, 'MS');
const tom = await ent.pupil('Tom Petit', ms, 'MS');
const eva = await ent.pupil('Éva Roux', gs, 'GS');

/** A browser with its own cookies. */
type Browser = {
  cookies: Map<string, string>;
  get: (url: string) => Promise<Awaited<ReturnType<typeof ent.app.inject>>>;
  post: Browser['send'];
  send: (url: string, form?: Record<string, string>) => Promise<Awaited<ReturnType<typeof ent.app.inject>>>;
};
function browser(): Browser {
  const cookies = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', url: string, form?: Record<string, string>) => {
    const answer = await ent.app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(form ? { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } : {}),
      },
      ...(form ? { payload: new URLSearchParams(form).toString() } : {}),
    });
    for (const { name, value, expires } of answer.cookies)
      if (value === '' || (expires && expires.getTime() < (clock ?? new Date()).getTime())) cookies.delete(name);
      else cookies.set(name, value);
    return answer;
  };
  const send = (url: string, form: Record<string, string> = {}) => ask('POST', url, form);
  return { cookies, get: (url) => ask('GET', url), post: send, send };
}
const openClass = async (teacher: string, classId: string) => {
  const { location } = (await (await ent.as(teacher)).post(`/badges/classes/${classId}/ouverture`)).headers;
  return openingCode(ent.secret, String(location).split('/').at(-1) ?? '');
};
const tabletOf = async (classId: string, teacher = classId === ms ? rose : hugo) => {
  const tablet = browser();
  const joined = await tablet.send('/classe', { code: await openClass(teacher, classId) });
  if (joined.statusCode !== 303) throw new Error(`not joined: ${joined.statusCode}`);
  return tablet;
};
const print = async (classId = ms, teacher = rose) => (await ent.as(teacher)).post(`/badges/classes/${classId}/impression`);
const tokenOf = async (pupil: string) => {
  const { id } = await ent.db
    .withTables<{ 'badges.badges': { id: string; pupil_id: string; revoked_at: Date | null } }>()
    .selectFrom('badges.badges')
    .select('id')
    .where('pupil_id', '=', pupil)
    .where('revoked_at', 'is', null)
    .executeTakeFirstOrThrow();
  return badgeToken(ent.secret, id);
};
const whoIsIn = async (tablet: Browser) => {
  const token = tablet.cookies.get('preau');
  if (!token) return;
  return (await meBySession(ent.db, tokenHash(token)))?.me.personId;
};

test('a badge opens the child’s own door on a tablet of the class', async () => {
  expect((await print()).headers['content-type']).toBe('application/pdf');
  const tablet = await tabletOf(ms);
  const faces = (await tablet.get('/classe')).body;
  expect(faces).toContain('Léa');
  expect(faces).not.toContain('Éva');
  expect(faces).not.toContain('Martin');
  const entered = await tablet.send('/classe/badge', { badge: await tokenOf(lea) });
  expect(entered.headers.location).toBe('/');
  expect(await whoIsIn(tablet)).toBe(lea);
});

test('the same badge opens nothing elsewhere: at home, on the tablet of another class, once the class is closed', async () => {
  const badge = await tokenOf(lea);
  const home = browser();
  expect((await home.send('/classe/badge', { badge })).statusCode).toBe(403);
  const next = await tabletOf(gs);
  expect((await next.send('/classe/badge', { badge })).statusCode).toBe(422);
  expect(await whoIsIn(next)).toBeUndefined();
  const tablet = await tabletOf(ms);
  await tablet.send('/classe/badge', { badge });
  expect(await whoIsIn(tablet)).toBe(lea);
  await (await ent.as(rose)).post(`/badges/classes/${ms}/fermeture`);
  expect(await whoIsIn(tablet)).toBeUndefined();
  expect((await tablet.send('/classe/badge', { badge })).statusCode).toBe(403);
  expect((await tablet.get('/classe')).body).not.toContain('Léa');
});

test('a child whose account is frozen is told so, by badge and by pictures, in words of their own; nothing opens', async () => {
  await print();
  await ent.db.updateTable('kernel.people').set({ limited_since: new Date() }).where('id', '=', tom).execute();
  const tablet = await tabletOf(ms);
  const refused = await tablet.send('/classe/badge', { badge: await tokenOf(tom) });
  expect([refused.statusCode, refused.body.includes('Ton compte est en pause')]).toEqual([403, true]);
  let answer = await tablet.get(`/classe/eleves/${tom}`);
  for (const picture of picturesOf(ent.secret, tom, 1)) {
    const step = /name="step" value="([^"]*)"/.exec(answer.body)?.[1] ?? '';
    answer = await tablet.send(`/classe/eleves/${tom}`, { picture, step });
    if (answer.statusCode === 303) answer = await tablet.get(String(answer.headers.location));
  }
  expect([answer.statusCode, answer.body.includes('Ton compte est en pause')]).toEqual([403, true]);
  expect(await whoIsIn(tablet)).toBeUndefined();
  await ent.db.updateTable('kernel.people').set({ limited_since: null }).where('id', '=', tom).execute();
});

test('a lost badge is dead at once, the new one works; a revoked one works no more', async () => {
  const tablet = await tabletOf(ms);
  const lost = await tokenOf(lea);
  const made = await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${lea}/badge`);
  expect(made.headers['content-type']).toBe('application/pdf');
  expect((await tablet.send('/classe/badge', { badge: lost })).statusCode).toBe(422);
  const fresh = await tokenOf(lea);
  expect(fresh).not.toBe(lost);
  // Whoever found it and came in is out.
  const finder = await tabletOf(ms);
  await finder.send('/classe/badge', { badge: fresh });
  expect(await whoIsIn(finder)).toBe(lea);
  await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${lea}/revocation`);
  expect(await whoIsIn(finder)).toBeUndefined();
  await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${lea}/badge`);
  const last = await tokenOf(lea);
  expect((await tablet.send('/classe/badge', { badge: last })).statusCode).toBe(303);
  expect((await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${lea}/revocation`)).statusCode).toBe(303);
  expect((await tablet.send('/classe/badge', { badge: last })).statusCode).toBe(422);
  expect((await print()).statusCode).toBe(200);
});

test('printing the class again leaves working badges alone', async () => {
  const before = await tokenOf(tom);
  await print();
  expect(await tokenOf(tom)).toBe(before);
});

test('three pictures, in order, with buttons only; what was tapped is not in the address', async () => {
  const tablet = await tabletOf(ms);
  const mine = picturesOf(ent.secret, tom, 1);
  expect(new Set(mine).size).toBe(3);
  let step = '';
  for (const picture of mine) {
    const answer = await tablet.send(`/classe/eleves/${tom}`, { picture, step });
    expect(answer.statusCode).toBe(303);
    const to = String(answer.headers.location);
    for (const name of pictures) expect(to).not.toContain(name);
    step = new URL(to, 'http://x').searchParams.get('etape') ?? '';
  }
  expect(await whoIsIn(tablet)).toBe(tom);
});

test('a small hand that taps twice tapped once', async () => {
  const tablet = await tabletOf(ms);
  let step = '';
  for (const picture of picturesOf(ent.secret, tom, 1).flatMap((one) => [one, one])) {
    const answer = await tablet.send(`/classe/eleves/${tom}`, { picture, step });
    expect(answer.statusCode).toBe(303);
    step = new URL(String(answer.headers.location), 'http://x').searchParams.get('etape') ?? '';
    if (answer.headers.location === '/') break;
  }
  expect(await whoIsIn(tablet)).toBe(tom);
});

const tapOn = async (tablet: Browser, pupil: string, three: readonly string[]) => {
  let step = '';
  let answer = await tablet.get('/classe');
  for (const picture of three) {
    answer = await tablet.send(`/classe/eleves/${pupil}`, { picture, step });
    step = new URL(String(answer.headers.location ?? '/'), 'http://x').searchParams.get('etape') ?? '';
  }
  return answer;
};

test('five wrong tries, then a grown-up is needed, even with the right pictures; another child is not held back', async () => {
  const tablet = await tabletOf(ms);
  const tap = (pupil: string, three: readonly string[]) => tapOn(tablet, pupil, three);
  const right = picturesOf(ent.secret, lea, 1);
  const wrong = [...right].reverse();
  for (let at = 0; at < 5; at += 1) expect((await tap(lea, wrong)).statusCode).toBe(422);
  const sixth = await tap(lea, right);
  expect(sixth.statusCode).toBe(429);
  expect(sixth.body).toContain('Appelle un adulte');
  expect((await tap(tom, picturesOf(ent.secret, tom, 1))).statusCode).toBe(303);
});

test('the teacher changes a child’s pictures: the ones before open nothing', async () => {
  const before = picturesOf(ent.secret, tom, 1);
  await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${tom}/images`);
  const tablet = await tabletOf(ms);
  expect((await tapOn(tablet, tom, before)).statusCode).toBe(422);
  expect((await tapOn(tablet, tom, picturesOf(ent.secret, tom, 2))).statusCode).toBe(303);
  expect(await whoIsIn(tablet)).toBe(tom);
});

test('outside school hours, on a Sunday or in the holidays, no class opens and no tablet joins', async () => {
  const cp = await ent.classroom(await ent.school({ name: 'École du Soir', calm: true }), 'CP');
  const teacher = await ent.teacher('Zoé Blanc', cp);
  await ent.pupil('Ali Kaya', cp, 'CP');
  const at = (moment: string) => {
    clock = new Date(moment);
  };
  at('2026-11-24T09:00+01:00');
  await print(cp, teacher);
  const code = await openClass(teacher, cp);
  for (const moment of ['2026-11-24T06:30+01:00', '2026-11-24T18:00+01:00', '2026-11-29T10:00+01:00', '2026-12-22T10:00+01:00']) {
    at(moment);
    expect((await (await ent.as(teacher)).post(`/badges/classes/${cp}/ouverture`)).statusCode).toBe(409);
  }
  at('2026-11-24T09:10:01+01:00');
  expect((await browser().send('/classe', { code })).statusCode).toBe(422);
  at('2026-11-24T17:30+01:00');
  const tablet = await tabletOf(cp, teacher);
  expect((await tablet.get('/classe')).body).toContain('Ali');
  at('2026-11-24T18:00:01+01:00');
  expect((await tablet.get('/classe')).body).not.toContain('Ali');
  clock = undefined;
});

test('guessing the code of the board is slowed down by the line it comes from', async () => {
  let last = 0;
  for (let at = 0; at < 30 && last !== 429; at += 1) last = (await browser().send('/classe', { code: `aaaa-aaa${at}` })).statusCode;
  expect(last).toBe(429);
});

test('an adult who is also on the list of the class does not come in by a badge', async () => {
  const both = await ent.pupil('Camille Noir', ms, 'MS');
  await ent.give(both, 'assistant', school);
  await print();
  await ent.db.deleteFrom('kernel.throttles').execute();
  const tablet = await tabletOf(ms);
  expect((await tablet.send('/classe/badge', { badge: await tokenOf(both) })).statusCode).toBe(422);
});

test('teachers of another class, parents and pupils print and open nothing here', async () => {
  const anne = await ent.guardian('Anne Martin', lea);
  for (const stranger of [hugo, anne, lea]) {
    const visitor = await ent.as(stranger);
    expect((await visitor.post(`/badges/classes/${ms}/impression`)).statusCode).toBe(404);
    expect((await visitor.post(`/badges/classes/${ms}/ouverture`)).statusCode).toBe(404);
    expect((await visitor.post(`/badges/classes/${ms}/eleves/${lea}/revocation`)).statusCode).toBe(404);
  }
  expect((await (await ent.as(rose)).post(`/badges/classes/${ms}/eleves/${eva}/badge`)).statusCode).toBe(404);
});

test('on paper a badge is 85 × 54 mm, and the sheet says each child’s three pictures to the adult', async () => {
  const pdf = new Uint8Array((await print()).rawPayload);
  const pages = await pagesOf(pdf);
  expect(pages[0]).toContain('LÉA');
  expect(pages.at(-1)).toContain('Les trois images de chacun');
  const document = await getDocumentProxy(pdf);
  const { items } = await (await document.getPage(1)).getTextContent();
  const names = items.flatMap((item) => ('str' in item && /^(LÉA|TOM|CAMILLE)$/.test(item.str) ? [item.transform] : []));
  const [one, two, three] = names
    .map((transform: number[]) => ({ x: transform[4] ?? 0, y: transform[5] ?? 0 }))
    .sort((a, b) => b.y - a.y || a.x - b.x);
  const mm = 72 / 25.4;
  expect(Math.abs((two?.x ?? 0) - (one?.x ?? 0)) / mm).toBeCloseTo(85, 0);
  expect(Math.abs((three?.y ?? 0) - (one?.y ?? 0)) / mm).toBeCloseTo(54, 0);
});

test('two adults who print at once never hand out paper that opens nothing', async () => {
  await ent.pupil('Noé Blanc', ms, 'MS');
  // Both have printed and wait to keep their badges.
  const both = await ent.db.transaction().execute(async (tx) => {
    await sql`lock table badges.badges in share row exclusive mode`.execute(tx);
    const printing = [print(), print()];
    await new Promise((wait) => setTimeout(wait, 1500));
    return printing;
  });
  expect((await Promise.all(both)).map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
});

test('a child who comes changes nobody’s drawing, and no two of a class of 30 have the same', () => {
  const ids = Array.from({ length: 30 }, () => newId());
  const before = emblemsOf(ids);
  expect(new Set([...before.values()].map((one) => `${one.drawing} ${one.family}`)).size).toBe(30);
  const after = emblemsOf([...ids, newId(Date.now() + 1000)]);
  for (const id of ids) expect(after.get(id)).toEqual(before.get(id));
});
