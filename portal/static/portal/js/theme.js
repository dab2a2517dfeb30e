// Light or dark by choice, kept on this device only. Loaded in the head, so that no page flashes in the wrong colours.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  const read = () => {
    try { return localStorage.getItem('theme') ?? 'auto'; } catch { return 'auto'; } // private windows may refuse
  };
  const apply = (choice) => {
    if (choice === 'auto') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', choice);
    document.querySelectorAll('[data-theme-choice]').forEach((button) => {
      button.setAttribute('aria-pressed', String(button.dataset.themeChoice === choice));
    });
  };
  apply(read());
  document.addEventListener('DOMContentLoaded', () => {
    apply(read());
    document.addEventListener('click', (event) => {
      const choice = event.target.closest('[data-theme-choice]')?.dataset.themeChoice;
      if (!choice) return;
      try { localStorage.setItem('theme', choice); } catch { /* it holds for this page at least */ }
      apply(choice);
    });
  });
})();
