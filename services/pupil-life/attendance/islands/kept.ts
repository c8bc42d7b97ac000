/**
 * What a device of the school keeps while there is no network: encrypted (AES-GCM), each thing under a key of its own that no script can
 * read out, thrown away with it after a day (ASVS 14.3.3: see decision 0013).
 */
const day = 24 * 3600_000;

type Row = { id: string; at: number; key: CryptoKey; iv: Uint8Array<ArrayBuffer>; data: ArrayBuffer };
export type Device = { token: string; schoolId: string };
/** The sheet as the page gave it, to be drawn again. */
export type KeptSheet = { address: string; title: string; html: string };
/** A sheet that was filled, to be sent. */
export type KeptRoll = { address: string; title: string; fields: [string, string][] };

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function shelf(mode: IDBTransactionMode, name: 'kept' | 'device'): Promise<IDBObjectStore> {
  const opening = indexedDB.open('preau-appel', 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('kept', { keyPath: 'id' });
    opening.result.createObjectStore('device');
  };
  return (await done(opening)).transaction(name, mode).objectStore(name);
}

export async function keep(id: string, value: KeptSheet | KeptRoll): Promise<void> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(JSON.stringify(value)));
  const row: Row = { id, at: Date.now(), key, iv, data };
  await done((await shelf('readwrite', 'kept')).put(row));
}

/** Everything kept under ids that begin so, oldest first. What is older than a day is thrown away instead. */
async function all<T>(prefix: string): Promise<{ id: string; value: T }[]> {
  const rows: Row[] = await done((await shelf('readonly', 'kept')).getAll());
  const found: { id: string; value: T }[] = [];
  for (const { id, at, key, iv, data } of rows.sort((one, other) => one.at - other.at)) {
    if (Date.now() - at > day) await drop(id);
    else if (id.startsWith(prefix)) {
      const text = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, data);
      found.push({ id, value: JSON.parse(new TextDecoder().decode(text)) });
    }
  }
  return found;
}

export const keptSheets = () => all<KeptSheet>('sheet:');
export const keptRolls = () => all<KeptRoll>('roll:');

export const drop = async (id: string): Promise<void> => void (await done((await shelf('readwrite', 'kept')).delete(id)));

export async function thisDevice(): Promise<Device | undefined> {
  if (!('indexedDB' in window) || !('serviceWorker' in navigator)) return;
  return done((await shelf('readonly', 'device')).get('this'));
}

export const becomeDevice = async (device: Device): Promise<void> =>
  void (await done((await shelf('readwrite', 'device')).put(device, 'this')));

/** This device is the school's no more: nothing stays. */
export async function forgetAll(): Promise<void> {
  await done((await shelf('readwrite', 'kept')).clear());
  await done((await shelf('readwrite', 'device')).clear());
  for (const name of await caches.keys()) if (name.startsWith('appel')) await caches.delete(name);
  for (const one of await navigator.serviceWorker.getRegistrations()) if (new URL(one.scope).pathname === '/appel') await one.unregister();
}
