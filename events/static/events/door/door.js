// The door. A verdict never waits for the network longer than a breath; every act is kept on the phone before anything else.
import * as store from './store.js';
import { Closed, Line, Often } from './sync.js';
import * as tickets from './tickets.js';
import * as decide from './verdict.js';
import * as screen from './screen.js';
import { scan } from './scanner.js';
import * as sounds from './sounds.js';

const { $ } = screen;
const { base, date } = document.body.dataset;
const DATE = Number(date);
const BREATH = 1200; // milliseconds a verdict waits for what other phones have just sent
const EVERY = 20000;
const LISTED = 6;

const line = new Line(base, DATE, () => draw());
let acts = [];
let current = null; // the party on the screen: what the buttons below it change
let stopCamera = null;

// --- What this phone knows -------------------------------------------------------------------------------------------
const undone = () => new Set(acts.filter((act) => act.kind === 'undo').map((act) => act.undoes));

/** How many of a party are inside: what the site knew, and what this phone has recorded since. */
function hereOf(hidden) {
  const gone = undone();
  let here = line.bundle.here[hidden] ?? 0;
  const own = acts.filter((act) => act.kind === 'arrival' && act.hidden === hidden);
  for (const act of own) {
    if (act.sent && gone.has(act.nonce) && isUnsentUndo(act.nonce) && here === act.already + act.people) here = act.already;
  }
  for (const act of own) if (!act.sent && !gone.has(act.nonce)) here = Math.max(here, act.already + act.people);
  return here;
}

const isUnsentUndo = (nonce) => acts.some((act) => act.kind === 'undo' && act.undoes === nonce && !act.sent);

function totals() {
  if (!line.bundle) return { people: 0, walkIns: 0 };
  const gone = undone();
  const known = new Set([...Object.keys(line.bundle.here), ...acts.map((act) => act.hidden).filter(Boolean)]);
  let { walkIns } = line.bundle;
  for (const act of acts.filter((one) => one.kind === 'walk-in')) {
    if (!act.sent && !gone.has(act.nonce)) walkIns += act.people;
    if (act.sent && isUnsentUndo(act.nonce)) walkIns -= act.people;
  }
  return { people: [...known].reduce((sum, hidden) => sum + hereOf(hidden), 0), walkIns };
}

function draw() {
  const waiting = acts.filter((act) => !act.sent).length;
  screen.status({ line, waiting, here: totals() });
  const gone = undone();
  const shown = acts.filter((act) => act.kind !== 'undo').slice(-LISTED).reverse();
  screen.list(shown.map((act) => ({ ...act, undone: gone.has(act.nonce) })));
  $('undo').disabled = !lastStanding();
}

const lastStanding = () => acts.findLast((act) => act.kind !== 'undo' && !undone().has(act.nonce));

// --- What happens at the door ----------------------------------------------------------------------------------------
let turn = Promise.resolve();

/** Does one thing after the other: of two quick taps or two tickets, the second finds what the first recorded. */
function inTurn(work) {
  turn = turn.then(() => work(), () => work());
  return turn;
}

async function record(act) {
  const whole = {
    nonce: crypto.randomUUID(), date: DATE, way: '', reference: '', people: 0, already: 0,
    at: Date.now(), skew: line.skew, offline: !line.online, sent: false, ...act,
  };
  await store.add(whole);
  acts = await store.acts(DATE);
  draw();
  later();
  return whole;
}

const takeBack = (act) => record({ kind: 'undo', undoes: act.nonce, reference: act.reference, hidden: act.hidden });

/** Sends soon, without making anybody wait. */
function later() {
  line.sync().then(refresh);
}

async function refresh() {
  acts = await store.acts(DATE);
  draw();
}

async function breathe() {
  if (!line.online) return;
  await Promise.race([line.sync().then(refresh), new Promise((resolve) => { setTimeout(resolve, BREATH); })]);
}

/** What was read: a ticket, or a code that was typed. A scanner that types like a keyboard gives the ticket's whole text. */
async function judge(text, { typed = false } = {}) {
  await breathe();
  if (!line.bundle) return;
  const code = typed && tickets.plainCode(text);
  if (code) await judgeCode(code, 'code');
  else if (typed && !tickets.parse(text)) show({ verdict: 'unknownCode' });
  else await judgeTicket(text);
}

async function judgeTicket(text) {
  const { bundle } = line;
  const ticket = tickets.parse(text);
  const genuine = ticket !== null && await tickets.isGenuine(ticket, tickets.bytesOf(bundle.key));
  const hidden = genuine ? await tickets.hidden(ticket.reference, bundle.salt) : '';
  const party = bundle.parties[hidden];
  const here = hidden ? hereOf(hidden) : 0;
  const found = decide.ofTicket({ ticket, genuine, party, here, bundle, now: line.now() });
  const known = party && genuine ? await tickets.unseal(party[3], ticket) : null;
  const reference = genuine ? ticket.reference : '';
  await admit({ ...found, known, reference, hidden, way: 'qr', ticket: ticket?.text ?? '' });
}

async function judgeCode(reference, way) {
  const { bundle } = line;
  const hidden = await tickets.hidden(reference, bundle.salt);
  const found = decide.ofCode({ party: bundle.parties[hidden], here: hereOf(hidden), bundle });
  await admit({ ...found, reference, hidden, way, ticket: '' });
}

/** Lets in whom the verdict lets in, all of the party first; the buttons below correct it. */
async function admit(found) {
  current = null;
  if (decide.ADMITS.has(found.verdict)) {
    const { reference, hidden, way, ticket, seats, here } = found;
    current = { reference, hidden, way, ticket, seats, already: here };
    current.act = await letIn(seats - here);
  }
  show({ ...found, since: found.verdict === 'already' ? firstSeen(found.hidden) : null });
}

function letIn(people) {
  const { reference, hidden, way, ticket, already } = current;
  return record({ kind: 'arrival', reference, hidden, way, ticket, already, people });
}

/** Corrects how many of the party on the screen are here. */
async function correct(change) {
  const wanted = (current?.act?.people ?? 0) + change;
  if (!current || wanted < 0 || current.already + wanted > current.seats) return;
  if (current.act) await takeBack(current.act);
  current.act = wanted ? await letIn(wanted) : null;
  drawSteps();
}

function firstSeen(hidden) {
  const act = acts.find((one) => one.hidden === hidden && one.kind === 'arrival' && !undone().has(one.nonce));
  return act ? act.at + act.skew * 1000 : null;
}

function show(found) {
  panel(null);
  screen.verdict(found);
  sounds.play(screen.kindOf(found.verdict));
  $('scan').querySelector('[data-word]').dataset.word = 'next';
  $('scan').querySelector('[data-word]').textContent = screen.say('next');
  drawSteps();
  lastShown = found;
}
let lastShown = null;

function drawSteps() {
  $('steps').hidden = !current;
  if (current) screen.steps({ here: current.already + (current.act?.people ?? 0), seats: current.seats, least: current.already });
}

async function walkIn(people) {
  current = null;
  await record({ kind: 'walk-in', people });
  show({ verdict: 'walkedIn', seats: people });
}

async function undoLast() {
  const act = lastStanding();
  if (!act) return;
  await takeBack(act);
  current = null;
  show({ verdict: 'undone', reference: act.reference });
}

// --- Panels: one is open at most --------------------------------------------------------------------------------------
function panel(name) {
  stopCamera?.();
  stopCamera = null;
  for (const one of ['camera', 'code-panel', 'name-panel', 'walk-in-panel']) $(one).hidden = one !== name;
  if (name) $('verdict').hidden = true;
  if (name) $('steps').hidden = true;
  $(name ?? 'scan').querySelector('input')?.focus();
}

async function openCamera() {
  sounds.wake();
  panel('camera');
  $('no-camera').hidden = true;
  try {
    stopCamera = await scan($('video'), (text) => inTurn(() => judge(text)));
  } catch {
    $('no-camera').hidden = false;
  }
}

async function findByName(event) {
  event.preventDefault();
  const list = $('found');
  const said = $('name-said');
  list.replaceChildren();
  try {
    const parties = await line.find($('name').value);
    said.textContent = parties.length ? '' : screen.say('nameNone');
    list.append(...parties.map((party) => choice(party)));
  } catch (problem) {
    said.textContent = screen.say(problem instanceof Often ? 'nameOften' : problem instanceof Closed ? 'ended' : 'nameOffline');
  }
}

/** Does once what was tapped in a panel. That closes at the tap: the verdict before it, which may come yet, ends no tap. */
function once(name, work) {
  if ($(name).hidden) return;
  panel(null);
  inTurn(work);
}

function choice(party) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-quiet btn-wide';
  button.textContent = `${party.name} · ${party.code} · ${screen.say('party', { n: party.seats })}`;
  button.addEventListener('click', () => once('name-panel', () => judgeCode(party.reference, 'name')));
  return button;
}

function listen() {
  document.addEventListener('click', sounds.wake, { once: true });
  $('scan').addEventListener('click', openCamera);
  $('open-code').addEventListener('click', () => panel('code-panel'));
  $('open-name').addEventListener('click', () => panel('name-panel'));
  $('open-walk-in').addEventListener('click', () => panel('walk-in-panel'));
  document.querySelectorAll('[data-close]').forEach((button) => button.addEventListener('click', () => panel(null)));
  $('undo').addEventListener('click', () => inTurn(undoLast));
  $('fewer').addEventListener('click', () => inTurn(() => correct(-1)));
  $('more').addEventListener('click', () => inTurn(() => correct(1)));
  $('code-panel').addEventListener('submit', (event) => {
    event.preventDefault();
    const { value } = $('code');
    $('code').value = '';
    if (value.trim()) inTurn(() => judge(value, { typed: true })); // some scanners end with two Enters
  });
  $('name-panel').addEventListener('submit', findByName);
  document.querySelectorAll('[data-people]').forEach((button) => button.addEventListener('click', () => {
    once('walk-in-panel', () => walkIn(Number(button.dataset.people)));
  }));
  document.querySelectorAll('[data-language]').forEach((button) => button.addEventListener('click', () => {
    screen.speak(button.dataset.language);
    draw();
    if (lastShown && !$('verdict').hidden) { screen.verdict(lastShown); drawSteps(); }
  }));
  window.addEventListener('online', later);
  window.addEventListener('offline', () => { line.online = false; draw(); });
  setInterval(() => line.expire().then(later), EVERY);
}

/** Keeps the page and all it is made of, so that a reload in a cellar finds everything. */
async function keepPage() {
  await navigator.serviceWorker?.register('/sw.js');
  const cache = await caches.open('door');
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="manifest"], link[rel~="icon"]')].map((link) => link.href);
  const scripts = [...document.scripts].map((script) => script.src).filter(Boolean);
  await Promise.all([location.pathname, ...sheets, ...scripts, ...JSON.parse(document.body.dataset.assets)]
    .map(async (address) => {
      const response = await fetch(address, { cache: 'no-cache', credentials: 'omit' });
      if (response.ok) await cache.put(address, response);
    }));
  await navigator.storage?.persist?.();
  document.body.dataset.kept = 'true';
  $('kept').hidden = false;
}

async function begin() {
  screen.speak(screen.tongue());
  if (/MicroMessenger/i.test(navigator.userAgent)) $('wechat').hidden = false;
  listen();
  await line.recall();
  await line.expire();
  acts = await store.acts(DATE);
  draw();
  keepPage().catch(() => { /* offline, or a private window: what was kept before still serves */ });
  await line.sync();
  await refresh();
  document.body.dataset.ready = 'true';
}

begin();
