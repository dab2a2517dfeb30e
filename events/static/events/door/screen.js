// What the phone shows. Words come with the page in both languages; nothing here decides anything.
import { CAUTIONS } from './verdict.js';
import { shownCode } from './tickets.js';

const LANGUAGES = ['zh-hans', 'en'];
const TAGS = { 'zh-hans': 'zh-Hans', en: 'en' };
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });
const GLYPHS = { good: '✓', caution: '!', bad: '✕' };
const WORDS = JSON.parse(document.body.dataset.words);

export const $ = (name) => document.querySelector(`[data-part="${name}"]`);
export const clock = (moment) => CLOCK.format(moment);

let language = LANGUAGES[0];
try { language = localStorage.getItem('door-language') ?? language; } catch { /* a private window */ }

export const other = () => LANGUAGES.find((one) => one !== language);

/** Returns a text in the language of the screen, or in another. */
export function say(key, values = {}, tongue = language) {
  return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), WORDS[tongue][key]);
}

export function speak(tongue) {
  language = tongue;
  try { localStorage.setItem('door-language', tongue); } catch { /* it holds for this page at least */ }
  document.documentElement.lang = TAGS[tongue];
  document.querySelectorAll('[data-word]').forEach((part) => { part.textContent = say(part.dataset.word); });
  document.querySelectorAll('[data-label]').forEach((part) => part.setAttribute('aria-label', say(part.dataset.label)));
  document.querySelectorAll('[data-language]').forEach((part) => {
    part.setAttribute('aria-pressed', String(part.dataset.language === tongue));
  });
}

export const tongue = () => language;

/** Draws the bar and the head: how the network is, what waits, how old the list is, how many are here. */
export function status({ line, waiting, here }) {
  const { bundle, online, closed } = line;
  $('network').textContent = `${online ? '●' : '○'} ${say(online ? 'online' : 'offline')}`;
  $('pending').textContent = waiting ? say('pending', { n: waiting }) : say('allSent');
  $('age').textContent = bundle ? say('dataFrom', { time: clock(bundle.fetched) }) : '';
  $('bar').dataset.online = String(online);
  $('ended').hidden = !closed;
  $('missing').hidden = Boolean(bundle) || closed || online === null;
  $('work').hidden = !bundle;
  if (!bundle) return;
  const { date } = bundle;
  $('event').textContent = date.title[language];
  $('when').textContent = [date.when[language], bundle.label].filter(Boolean).join(' · ');
  const counts = [say('inside', { here: here.people, expected: bundle.taken })];
  if (here.walkIns) counts.push(say('walkIns', { n: here.walkIns }));
  counts.push(say('free', { n: Math.max(bundle.capacity - bundle.taken - here.walkIns, 0) }));
  $('counts').textContent = counts.join(' · ');
  const off = Math.abs(bundle.skew) > 300;
  $('clock').hidden = !off;
  if (off) $('clock').textContent = say('clockOff', { n: Math.round(Math.abs(bundle.skew) / 60) });
}

export function kindOf(verdict) {
  if (['welcome', 'walkedIn', 'companion', 'undone'].includes(verdict)) return 'good';
  return CAUTIONS.has(verdict) ? 'caution' : 'bad';
}

/** Shows a verdict large, in both languages, with what the guest has to know. */
export function verdict(found) {
  const box = $('verdict');
  const kind = kindOf(found.verdict);
  box.hidden = false;
  box.dataset.kind = kind;
  box.dataset.verdict = found.verdict;
  $('glyph').textContent = GLYPHS[kind];
  line('said', say(found.verdict));
  line('said-other', say(found.verdict, {}, other()), TAGS[other()]);
  line('about', about(found).join(' · '));
  line('guest', guest(found, language), TAGS[language]);
  line('guest-other', guest(found, other()), TAGS[other()]);
}

export function steps({ here, seats, least }) {
  $('steps').hidden = seats <= 1;
  $('step-count').textContent = say('hereOf', { here, seats });
  $('fewer').disabled = here <= least;
  $('more').disabled = here >= seats;
}

/** Lists what was recorded here last. */
export function list(acts) {
  $('list').replaceChildren(...acts.map((act) => {
    const item = document.createElement('li');
    const what = act.kind === 'walk-in' ? say('walkIn') : shownCode(act.reference);
    item.textContent = `${clock(act.at + act.skew * 1000)} · ${what} · ${act.people}`;
    if (act.undone) item.append(` · ${say('undone')}`);
    return item;
  }));
  $('nothing').hidden = acts.length > 0;
}

function line(part, text, lang = '') {
  const element = $(part);
  element.textContent = text;
  element.hidden = !text;
  if (lang) element.lang = lang;
}

function about({ reference, seats, known, here, since }) {
  const said = [];
  if (reference) said.push(shownCode(reference));
  if (known?.initials) said.push(say('initials', { text: known.initials }));
  if (known?.language) said.push(say(`language-${known.language}`));
  if (seats) said.push(seats === 1 ? say('partyOne') : say('party', { n: seats }));
  if (known?.children) said.push(say('children', { n: known.children }));
  if (here && seats) said.push(say('hereOf', { here, seats }));
  if (since) said.push(say('since', { time: clock(since) }));
  return said;
}

function guest({ date, verdict: said }, tongue) {
  if (date) return `${say('yourDate', {}, tongue)} ${date.title[tongue]}, ${date.when[tongue]}, ${date.place[tongue]}`;
  return ['elsewhere', 'replaced', 'held', 'cancelled'].includes(said) ? say('askDesk', {}, tongue) : '';
}
