// Comfort for the form of a suggestion; without it the same things are shown after "Send it", and nothing is lost.
// While someone writes: the proof of work is solved, hints and the category's questions are fetched, a point is set.
const form = document.getElementById('suggestion');
const field = (name) => form.elements.namedItem(name);
const HINTS_AFTER = 900; // milliseconds of rest
const LEAST_TEXT = 5;
const ASKED_AT = ['text', 'category', 'township', 'place', 'latitude', 'longitude'];

// --- the proof --------------------------------------------------------------------------------------------------------
function prove() {
  const worker = new Worker(form.dataset.worker);
  worker.addEventListener('message', ({ data }) => { field('altcha').value = data; worker.terminate(); });
  worker.postMessage(JSON.parse(form.dataset.sum));
}
form.addEventListener('focusin', prove, { once: true });

// --- hints and questions ----------------------------------------------------------------------------------------------
const hints = document.getElementById('hints');
const questions = document.getElementById('questions');
let waiting;
let asked;
let shownFor = field('category').value;

async function look() {
  asked?.abort();
  asked = new AbortController();
  const typed = new FormData(form);
  typed.delete('photos');
  try {
    const answer = await fetch(form.dataset.hints, { method: 'POST', body: typed, signal: asked.signal });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const part = (name) => page.querySelector(`[data-part="${name}"]`);
    if (field('category').value !== shownFor) {
      shownFor = field('category').value;
      questions.replaceChildren(...part('questions').childNodes);
    }
    const found = part('hints');
    if (found.innerHTML !== hints.dataset.shown) {
      hints.dataset.shown = found.innerHTML;
      hints.replaceChildren(...found.childNodes);
    }
    field('seen').value = found.dataset.seen;
  } catch { /* the same is shown after "Send it" */ }
}

function soon(event) {
  if (event.target === field('text') && field('text').value.trim().length < LEAST_TEXT) return;
  if (!ASKED_AT.includes(event.target.name)) return;
  if (event.target === field('township')) {
    for (const side of form.querySelectorAll('[name="boundary"]')) side.checked = false; // named anew: that counts
  }
  clearTimeout(waiting);
  waiting = setTimeout(look, event.target === field('text') ? HINTS_AFTER : 0);
}
form.addEventListener('input', soon);

// --- the point --------------------------------------------------------------------------------------------------------
const map = form.querySelector('.point-map');
const drawing = map.querySelector('svg');
const { west, north, across, down } = Object.fromEntries(Object.entries(map.dataset).map(([name, value]) => [name, Number(value)]));
const [WIDE, HIGH] = [110, 64]; // what is seen from near, in units of the map: about five by three kilometres

function mark() {
  const [latitude, longitude] = [field('latitude').value, field('longitude').value];
  const known = latitude !== '' && longitude !== '';
  drawing.querySelector('.chosen').setAttribute('d', known ? `M${(longitude - west) * across} ${(north - latitude) * down}h0` : '');
}

function approach() {
  const centre = drawing.querySelector(`[data-township="${CSS.escape(field('township').value)}"]`);
  drawing.classList.toggle('near', Boolean(centre));
  const whole = `0 0 ${drawing.dataset.width} ${drawing.dataset.height}`;
  drawing.setAttribute('viewBox', centre ? `${centre.dataset.x - WIDE / 2} ${centre.dataset.y - HIGH / 2} ${WIDE} ${HIGH}` : whole);
}

drawing.addEventListener('click', (event) => {
  const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(drawing.getScreenCTM().inverse());
  field('latitude').value = (north - y / down).toFixed(5);
  field('longitude').value = (west + x / across).toFixed(5);
  mark();
  field('longitude').dispatchEvent(new Event('input', { bubbles: true }));
});
form.querySelector('[data-no-point]').addEventListener('click', () => {
  field('latitude').value = '';
  field('longitude').value = '';
  mark();
  field('longitude').dispatchEvent(new Event('input', { bubbles: true }));
});
form.addEventListener('change', (event) => {
  if (event.target === field('township')) approach();
  if ([field('latitude'), field('longitude')].includes(event.target)) mark();
});
approach();
mark();
