/**
 * Wakes with a push and shows one notification (W3C Push API, Notifications API). It keeps nothing, answers no request of a
 * page and works no magic offline: a page is always asked of the server.
 */
type Woken = ExtendableEvent & { data: { json: () => { title: string; href: string; tag: string } } | null };
type ExtendableEvent = Event & { waitUntil: (work: Promise<unknown>) => void };
type Clicked = ExtendableEvent & { notification: Notification };
type Watcher = {
  addEventListener: ((type: 'push', work: (event: Woken) => void) => void) &
    ((type: 'notificationclick', work: (event: Clicked) => void) => void);
  registration: { showNotification: (title: string, options: NotificationOptions) => Promise<void> };
  clients: { openWindow: (address: string) => Promise<unknown> };
};
const watcher = globalThis as unknown as Watcher;

watcher.addEventListener('push', (event) => {
  const told = event.data?.json();
  if (told) event.waitUntil(watcher.registration.showNotification(told.title, { tag: told.tag, data: told.href, lang: 'fr' }));
});
watcher.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const address = String(event.notification.data);
  // Only ever a page of this house.
  if (/^\/(?!\/)/.test(address)) event.waitUntil(watcher.clients.openWindow(address));
});
