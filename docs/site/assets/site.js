// Adds to pages that are whole without it: one option at a time, and a filter over the actions.
const variants = [...document.querySelectorAll('section.variant')];

/** Shows the option that the address names, or that holds what it names; else the first one. */
function showVariant() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const named = variants.find((variant) => variant.contains(target));
  const shown = named ?? variants.find((variant) => variant.classList.contains('shown')) ?? variants[0];
  for (const variant of variants) {
    variant.classList.toggle('shown', variant === shown);
  }
  for (const link of document.querySelectorAll('nav.variants a')) {
    const isShown = link.hash === `#${shown.id}`;
    link.toggleAttribute('aria-current', isShown);
    if (isShown) link.setAttribute('aria-current', 'true');
  }
  if (named && target === named) {
    document.querySelector('nav.variants').scrollIntoView();
  }
}

if (variants.length > 1) {
  document.documentElement.classList.add('one-variant');
  window.addEventListener('hashchange', showVariant);
  showVariant();
}

const filter = document.getElementById('filter');

/** Every word must be found in an action, or in what is said of it. */
function filterActions() {
  const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
  const actions = [...document.querySelectorAll('section.action')];
  for (const action of actions) {
    const text = action.textContent.toLowerCase();
    action.hidden = !words.every((word) => text.includes(word));
  }
  const count = actions.filter((action) => !action.hidden).length;
  document.getElementById('found').textContent = words.length > 0 ? `${count} of ${actions.length} actions` : '';
}

if (filter) {
  filter.closest('.filter').hidden = false;
  filter.addEventListener('input', filterActions);
  filter.value = new URLSearchParams(location.search).get('q') ?? '';
  filterActions();
}
