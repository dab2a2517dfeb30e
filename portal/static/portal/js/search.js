// Comfort only: while one types, terms and titles are offered under the search field (the combobox pattern). Arrow keys
// choose, Enter takes, Escape closes; a reader of screens hears how many there are. Without this file the form works.
const WAIT = 150;

const enhance = (form, number) => {
  const field = form.querySelector('input[name="q"]');
  const list = Object.assign(document.createElement('ul'), { id: `suggestions-${number}`, className: 'suggestions', hidden: true });
  const said = Object.assign(document.createElement('span'), { className: 'visually-hidden' });
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', field.getAttribute('aria-label'));
  said.setAttribute('role', 'status');
  form.append(list, said);
  field.setAttribute('role', 'combobox');
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', list.id);
  field.setAttribute('aria-expanded', 'false');
  field.autocomplete = 'off';

  let timer = 0;
  let asked = '';
  let chosen = -1;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  };

  const choose = (next) => {
    const options = [...list.children];
    chosen = next < -1 ? options.length - 1 : next >= options.length ? -1 : next;
    options.forEach((option, at) => option.setAttribute('aria-selected', String(at === chosen)));
    if (chosen < 0) field.removeAttribute('aria-activedescendant');
    else {
      field.setAttribute('aria-activedescendant', options[chosen].id);
      options[chosen].scrollIntoView({ block: 'nearest' });
    }
  };

  const take = (option) => {
    if (option.dataset.url) {
      window.location.assign(option.dataset.url);
      return;
    }
    field.value = option.dataset.text;
    close();
    form.requestSubmit();
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((one, at) => {
      const option = Object.assign(document.createElement('li'), { id: `${list.id}-${at}` });
      const text = Object.assign(document.createElement('span'), { textContent: one.text, lang: one.lang === 'zh-hans' ? 'zh-Hans' : one.lang });
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.dataset.url = one.url;
      option.dataset.text = one.text;
      option.append(text);
      if (one.kind) option.append(Object.assign(document.createElement('span'), { textContent: one.kind, className: 'tag' }));
      return option;
    }));
    chosen = -1;
    list.hidden = !suggestions.length;
    field.setAttribute('aria-expanded', String(!list.hidden));
    field.removeAttribute('aria-activedescendant');
    said.textContent = suggestions.length ? form.dataset.some : '';
  };

  const ask = async () => {
    const typed = field.value.trim();
    asked = typed;
    if (!typed) {
      close();
      return;
    }
    try {
      const answer = await fetch(`${form.dataset.suggestions}?q=${encodeURIComponent(typed)}`, { headers: { Accept: 'application/json' } });
      const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
      if (asked === typed && document.activeElement === field) show(suggestions);
    } catch {
      close(); // no network: the form still works
    }
  };

  field.addEventListener('input', (event) => {
    clearTimeout(timer);
    if (!event.isComposing) timer = setTimeout(ask, WAIT);
  });
  field.addEventListener('compositionend', () => { timer = setTimeout(ask, WAIT); });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (list.hidden) return;
      event.preventDefault();
      choose(chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      take(list.children[chosen]);
    }
  });
  list.addEventListener('mousedown', (event) => {
    event.preventDefault(); // the field keeps the focus
    const option = event.target.closest('[role="option"]');
    if (option) take(option);
  });
  field.addEventListener('blur', close);
};

document.querySelectorAll('form[data-suggestions]').forEach(enhance);
