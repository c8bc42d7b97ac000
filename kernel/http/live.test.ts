import { afterAll, expect, test } from 'vitest';
import { createApp } from '#kernel/http';
import { tellLive } from '#kernel/live';
import { startEnt } from '#kernel/testing';

const ent = await startEnt([]);
const other = await createApp({
  db: ent.db,
  services: [],
  asset: (name) => `/assets/${name}`,
  config: { publicUrl: 'http://localhost:3000', secret: ent.secret, demonstration: false, folder: ent.folder },
});
afterAll(async () => {
  await other.close();
  await ent[Symbol.asyncDispose]();
});
const nodes = await Promise.all([ent.app, other].map((app) => app.listen({ host: '127.0.0.1', port: 0 })));
const ce1 = await ent.classroom(await ent.school());
const anne = await ent.guardian('Anne Martin', await ent.pupil('Léa Martin', ce1));
const paul = await ent.guardian('Paul Blanc', await ent.pupil('Tom Blanc', ce1));

/** Follows the news as a browser does; `heard` counts them. */
async function follow(node: string | undefined, personId: string) {
  const { token } = await ent.as(personId);
  const leaving = new AbortController();
  const answer = await fetch(`${node}/direct`, { headers: { cookie: `preau=${token}` }, signal: leaving.signal });
  let text = '';
  const reading = (async () => {
    for await (const chunk of answer.body ?? []) text += Buffer.from(chunk).toString();
  })().catch(() => {});
  return {
    answer,
    heard: () => text.split('data: news').length - 1,
    ended: reading,
    leave: () => leaving.abort(),
  };
}
const until = async (done: () => boolean) => {
  for (let at = 0; at < 100 && !done(); at += 1) await new Promise((wait) => setTimeout(wait, 20));
};
const tell = (...people: string[]) => ent.db.transaction().execute((tx) => tellLive(tx, people));
/** The first to follow opens the house's ear: wait until it listens. */
const listening = async () => {
  for (let at = 0; at < 100; at += 1) {
    const { rows } = await ent.db.pool.query(`select from pg_stat_activity where query ilike 'listen%' and datname = current_database()`);
    if (rows.length === 2) return;
    await new Promise((wait) => setTimeout(wait, 20));
  }
};

test('news reach the pages of the person on every server, and of nobody else; they say nothing but that there are some', async () => {
  const [here, there, his] = [await follow(nodes[0], anne), await follow(nodes[1], anne), await follow(nodes[0], paul)];
  expect(here.answer.headers.get('content-type')).toBe('text/event-stream');
  expect(here.answer.headers.get('x-accel-buffering')).toBe('no');
  await listening();
  await tell(anne);
  await until(() => here.heard() === 1 && there.heard() === 1);
  expect([here.heard(), there.heard(), his.heard()]).toEqual([1, 1, 0]);
  for (const one of [here, there, his]) one.leave();
});

test('an undone change is never told', async () => {
  const her = await follow(nodes[0], anne);
  await expect(
    ent.db.transaction().execute(async (tx) => {
      await tellLive(tx, [anne]);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  await tell(anne);
  await until(() => her.heard() > 0);
  expect(her.heard()).toBe(1);
  her.leave();
});

test('five hundred people at once are all told', async () => {
  const her = await follow(nodes[1], anne);
  const crowd = Array.from({ length: 499 }, () => crypto.randomUUID());
  await tell(...crowd.slice(0, 450), anne, ...crowd.slice(450));
  await until(() => her.heard() === 1);
  expect(her.heard()).toBe(1);
  her.leave();
});

test('when the house’s ear is cut it listens again, and everybody looks again', async () => {
  const her = await follow(nodes[0], anne);
  await ent.db.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' and datname = current_database()`,
  );
  await until(() => her.heard() >= 1);
  expect(her.heard()).toBe(1);
  await listening();
  await tell(anne);
  await until(() => her.heard() === 2);
  expect(her.heard()).toBe(2);
  her.leave();
});

test('nobody hears anything without a session, nor once it has ended and the browser comes back', async () => {
  for (const cookie of ['', 'preau=stolen']) {
    const answer = await fetch(`${nodes[0]}/direct`, { headers: { cookie } });
    expect(answer.status).toBe(401);
    await answer.text();
  }
});

test('a server that stops lets its followers go at once', async () => {
  const her = await follow(nodes[1], anne);
  const before = Date.now();
  await other.close();
  await her.ended;
  expect(Date.now() - before).toBeLessThan(3000);
});
