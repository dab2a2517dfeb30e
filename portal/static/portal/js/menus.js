// Comfort only: menus made of <details class="closes"> close on Escape and on a click elsewhere; the desk's menu starts
// folded on narrow screens; a button may print the page or copy a text. Everything works without this file.
const menus = () => document.querySelectorAll('details.closes[open]');

document.addEventListener('click', (event) => {
  menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });

  if (event.target.closest('[data-print]')) window.print();

  const copier = event.target.closest('[data-copy]');
  if (copier) {
    navigator.clipboard?.writeText(copier.dataset.copy).then(() => {
      const said = copier.querySelector('[role="status"]');
      if (said) said.textContent = copier.dataset.copied;
    });
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  menus().forEach((menu) => {
    menu.open = false;
    menu.querySelector('summary').focus();
  });
});

if (window.matchMedia('(max-width: 61.99rem)').matches) document.querySelector('.side-menu')?.removeAttribute('open');
