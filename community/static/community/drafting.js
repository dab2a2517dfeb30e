// A page of a draft keeps what is typed: a few seconds after the last key, and when it is left. It tells the server that it is
// still open, and its reader when it is somebody else's turn. Kept is not saved: saving is the button's.
const form = document.querySelector('[data-autosave]');
const said = document.querySelector('[data-said]');
const alarm = document.querySelector('[data-alarm]');
const SOON = 4000;
const BEAT = 30000;
let waiting = null;
let stopped = false;
let changed = false;

function hint(found) {
  for (const [name, hints] of Object.entries(found)) {
    const box = document.querySelector(`[data-hints="${name}"]`);
    if (!box) continue;
    box.hidden = !hints.length;
    box.querySelector('ul').replaceChildren(...hints.map((each) => {
      const line = document.createElement('li');
      line.textContent = each.said;
      if (each.quote) {
        const quote = document.createElement('q');
        quote.textContent = each.quote;
        line.append(' ', quote);
      }
      return line;
    }));
  }
}

async function send({ still = false, leaving = false } = {}) {
  if (stopped) return;
  const typed = new FormData(form);
  if (still) typed.set('still', '1');
  else changed = false;
  let response;
  try {
    response = await fetch(form.dataset.autosave, { method: 'POST', body: typed, headers: { Accept: 'application/json' }, keepalive: leaving });
  } catch {
    changed ||= !still;
    said.textContent = said.dataset.failed;
    return;
  }
  const answer = response.headers.get('Content-Type')?.includes('json') ? await response.json() : {};
  if (response.status === 409) {
    stopped = true;
    alarm.querySelector('[data-alarm-said]').textContent = answer.said;
    alarm.hidden = false;
    alarm.scrollIntoView({ block: 'nearest' });
  } else if (!response.ok) {
    changed ||= !still;
    said.textContent = said.dataset.failed;
  } else if (answer.state === 'kept') {
    form.elements.before.value = answer.before;
    said.textContent = answer.said;
    hint(answer.hints);
  }
}

form.addEventListener('input', () => {
  changed = true;
  clearTimeout(waiting);
  waiting = setTimeout(send, SOON);
});
document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden' && changed) send({ leaving: true }); });
form.addEventListener('submit', () => { stopped = true; clearTimeout(waiting); });
if (form.dataset.turns !== undefined) {
  send({ still: true });
  setInterval(() => send({ still: true }), BEAT);
}
