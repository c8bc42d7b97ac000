/* Looks after /appel when there is no network: gives an empty sheet, without a name. Names are kept elsewhere, encrypted. */
const shelf = 'appel-1';
const shell = '/appel/hors-ligne';

/* Asked as nobody: what is kept here in clear says nothing of anybody. */
async function fill() {
  const page = await fetch(shell, { credentials: 'omit' });
  if (!page.ok) return;
  const cache = await caches.open(shelf);
  const wanted = new Set([...(await page.clone().text()).matchAll(/\/assets\/[\w./-]+/g)].map(([address]) => address));
  for (const address of wanted) {
    if (!(await cache.match(address))) await cache.add(address);
    if (!address.endsWith('.js')) continue;
    const script = await (await cache.match(address)).text();
    for (const [, chunk] of script.matchAll(/["']([\w./-]*chunks\/[\w-]+\.js)["']/g)) wanted.add(new URL(chunk, location.origin + address).pathname);
  }
  await cache.put(shell, page);
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => event.waitUntil(fill().catch(() => {})));
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => caches.match(shell)));
  else if (pathname.startsWith('/assets/')) event.respondWith(caches.match(request, { cacheName: shelf }).then((kept) => kept || fetch(request)));
});
