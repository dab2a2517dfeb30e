// Comfort only: the list of suggestions by keyboard. j and k go from row to row, o opens, x chooses, a leads to the choice
// of an officer, f to the filters. Single keys can be switched off (and stay so); nothing needs them.
const list = document.querySelector('[data-triage]');
const rows = [...document.querySelectorAll('[data-triage] tbody tr')];
const help = document.querySelector('[data-keys]');
const toggle = document.querySelector('[data-keys-toggle]');
const STORE = 'triage-keys';
let on = localStorage.getItem(STORE) !== 'off';

const link = (row) => row.querySelector('th a');
const here = () => rows.findIndex((row) => row.contains(document.activeElement));
const go = (index) => {
  const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
  if (row) link(row).focus();
};
const count = () => {
  const chosen = rows.filter((row) => row.querySelector('input[name="reference"]:checked')).length;
  document.querySelectorAll('[data-chosen]').forEach((place) => { place.textContent = chosen || ''; });
};
const acts = {
  j: () => go(here() + 1),
  k: () => go(here() < 0 ? rows.length - 1 : here() - 1),
  o: () => rows[here()] && link(rows[here()]).click(),
  x: () => { rows[here()]?.querySelector('input[name="reference"]')?.click(); },
  a: () => document.querySelector('#id_officer_assign')?.focus(),
  f: () => {
    const filters = document.querySelector('[data-filters]');
    if (filters) filters.open = true;
    filters?.querySelector('select')?.focus();
  },
};
const show = () => {
  toggle.setAttribute('aria-pressed', String(on));
  help.hidden = !on;
};

if (list && help && toggle) {
  toggle.hidden = false;
  show();
  toggle.addEventListener('click', () => {
    on = !on;
    localStorage.setItem(STORE, on ? 'on' : 'off');
    show();
  });
  document.addEventListener('change', count);
  document.addEventListener('keydown', (event) => {
    const typing = event.target.closest('input:not([type="checkbox"]), textarea, select');
    if (!on || typing || event.ctrlKey || event.metaKey || event.altKey || !acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });
}
