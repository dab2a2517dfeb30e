// Shows doors and tickets without a network: what their pages put into these caches is served when the network fails or
// dawdles. Everything else on the site passes by untouched.
const PATIENCE = 4000; // milliseconds; a hall's network often promises and never answers
const TICKET = /^\/[\w-]+\/events\/tickets\/TP[A-Z2-7]+\/(card\.png)?$/;
const PAGES = [/^\/door\/[\w-]+\/(manifest\.webmanifest)?$/, TICKET, /^\/static\//];

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== self.location.origin) return;
  if (PAGES.some((page) => page.test(address.pathname))) event.respondWith(answer(request));
});

async function answer(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  // A door whose link has ended still has to send what it recorded; of a ticket that has ended the
  // site's word counts, and is what the phone keeps from then on.
  const ended = TICKET.test(new URL(request.url).pathname);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE, kept); });
  const fresh = fetch(request).then(async (response) => {
    if (ended && !response.ok && response.status < 500) await (await caches.open('tickets')).put(request, response.clone());
    return response.ok || (ended && response.status < 500) ? response : kept;
  }, () => kept);
  return Promise.race([fresh, late]);
}
