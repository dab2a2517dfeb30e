// Keeps this ticket on the phone: page, pictures and style sheets, so that it shows at a door without a network.
// The worker (/sw.js) serves what is kept here; it goes away by itself when the date is over. What is kept says that it is
// a saved copy, and of when: it may have been changed or cancelled since.
const root = document.querySelector('[data-ticket-until]');

async function keep() {
  if (!root || !navigator.onLine || !('serviceWorker' in navigator) || !('caches' in window)) return;
  await navigator.serviceWorker.register('/sw.js');
  const cache = await caches.open('tickets');
  const parts = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"]')].map((link) => link.href);
  const scripts = [...document.querySelectorAll('script[src]')].map((script) => script.src);
  const pictures = [...document.querySelectorAll('main img')].map((image) => image.src).filter((src) => src.startsWith('http'));
  await Promise.all([saved(cache), ...[...parts, ...scripts, ...pictures].map((address) => cache.add(address))]);
  const until = JSON.parse(localStorage.getItem('tickets') ?? '{}');
  until[location.pathname] = root.dataset.ticketUntil;
  await forget(cache, until);
  localStorage.setItem('tickets', JSON.stringify(until));
  root.querySelector('[data-kept]')?.removeAttribute('hidden');
}

async function saved(cache) {
  const page = await fetch(location.href);
  if (!page.ok) throw new Error(String(page.status));
  const text = (await page.text()).replace('data-saved hidden', 'data-saved');
  const headers = new Headers(page.headers);
  headers.delete('Content-Encoding'); // the text is unpacked
  headers.delete('Content-Length');
  await cache.put(location.href, new Response(text, { headers }));
}

async function forget(cache, until) {
  for (const [path, end] of Object.entries(until)) {
    if (Date.parse(end) < Date.now()) {
      await cache.delete(path, { ignoreSearch: true });
      await cache.delete(`${path}card.png`);
      delete until[path];
    }
  }
}

keep().catch(() => { /* a private window may refuse; the picture can still be saved */ });
