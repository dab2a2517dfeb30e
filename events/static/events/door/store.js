// What this phone keeps: the list of one date, and every act until it has been sent and after. In IndexedDB, so that it
// survives a reload, a closed browser and an empty battery.
const request = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open('door', 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore('kept');
      asked.result.createObjectStore('acts', { keyPath: 'nonce' });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function within(store, mode, work) {
  const database = await open();
  const transaction = database.transaction(store, mode);
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
  const result = await work(transaction.objectStore(store));
  await done;
  return result;
}

export const read = (key) => within('kept', 'readonly', (store) => request(store.get(key)));
export const keep = (key, value) => within('kept', 'readwrite', (store) => request(store.put(value, key)));
export const forget = (key) => within('kept', 'readwrite', (store) => request(store.delete(key)));

/** Every act recorded here for a date, oldest first. */
export async function acts(date) {
  const all = await within('acts', 'readonly', (store) => request(store.getAll()));
  return all.filter((act) => act.date === date).sort((one, other) => one.at - other.at);
}

export const add = (act) => within('acts', 'readwrite', (store) => request(store.put(act)));

/** Marks acts as sent, all at once. */
export const sent = (nonces) => within('acts', 'readwrite', async (store) => {
  for (const nonce of nonces) {
    const act = await request(store.get(nonce));
    if (act) await request(store.put({ ...act, sent: true }));
  }
});

/** Returns the name this phone goes by: drawn once, it says which phone, not whose. */
export async function device() {
  const known = await read('device');
  if (known) return known;
  const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  const drawn = [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => letters[byte % letters.length]).join('');
  await keep('device', drawn);
  return drawn;
}
