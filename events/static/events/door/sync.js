// Everything that needs a network, none of which a verdict waits for long: the list, what is sent, names.
import * as store from './store.js';

const MOST = 200;
const PATIENCE = 8000;

export class Closed extends Error {}
export class Often extends Error {}
class Malformed extends Error {}

async function ask(address, options = {}) {
  const response = await fetch(address, {
    cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(PATIENCE), ...options,
  });
  if (response.status === 429) throw new Often();
  if ([403, 404, 410].includes(response.status)) throw new Closed();
  if (response.status === 400) throw new Malformed();
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** The link between this phone and the site, for one date. `changed` is called whenever something is known anew. */
export class Line {
  constructor(base, date, changed) {
    Object.assign(this, { base, date, changed, bundle: null, online: false, closed: false, running: null });
  }

  /** Takes up what this phone has of the date. */
  async recall() {
    this.bundle = (await store.read(`bundle:${this.date}`)) ?? null;
    this.device = await store.device();
  }

  get skew() { return this.bundle?.skew ?? 0; }

  /** What time it is, whatever this phone's clock says. */
  now() { return Date.now() + this.skew * 1000; }

  /** Sends what waits and learns how things stand; true when that worked. Never two at once. */
  sync() {
    this.running ??= this.#sync().finally(() => { this.running = null; });
    return this.running;
  }

  async #sync() {
    try {
      let waiting;
      do {
        waiting = (await store.acts(this.date)).filter((act) => !act.sent);
        // What was recorded needs no list to be sent: after the end the site takes acts still, and gives a list no more.
        if (waiting.length || this.bundle) await this.#send(waiting.slice(0, MOST));
        else await this.#load();
      } while (waiting.length > MOST);
      this.online = true;
    } catch (problem) {
      this.online = false;
      if (problem instanceof Closed) await this.#end();
      // What the site can't read keeps nobody from the list.
      if (problem instanceof Malformed && !this.bundle) await this.#load().catch(() => {});
    }
    this.changed();
    return this.online;
  }

  async #send(waiting) {
    const started = Date.now();
    const body = JSON.stringify({ device: this.device, now: started, acts: waiting });
    const told = await ask(`${this.base}sync/`, { method: 'POST', body });
    await store.sent(told.done);
    if (!told.open) { await this.#end(); return; }
    if (told.edition !== this.bundle?.edition) await this.#load();
    else await this.#learn(told, started);
  }

  async #load() {
    const started = Date.now();
    const bundle = await ask(`${this.base}bundle/`);
    this.bundle = bundle;
    await this.#learn(bundle, started);
  }

  async #learn({ now, here, walkIns, taken }, started) {
    const skew = Math.round((now - (started + Date.now()) / 2) / 1000);
    Object.assign(this.bundle, { here, walkIns, taken, skew, fetched: now });
    await store.keep(`bundle:${this.date}`, this.bundle);
  }

  /** The link has ended: the list goes, what was recorded stays until a new link sends it. */
  async #end() {
    this.closed = true;
    this.bundle = null;
    await store.forget(`bundle:${this.date}`);
  }

  /** Forgets the list once the door is closed, also where no network tells so. */
  async expire() {
    if (this.bundle && this.now() > this.bundle.closes) await this.#end();
  }

  async find(name) {
    const body = new URLSearchParams({ name });
    return (await ask(`${this.base}search/`, { method: 'POST', body })).found;
  }
}
