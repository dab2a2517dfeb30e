// The editor of formatted texts. It takes over each [data-prose]: reads the HTML beside the box, shows it as it will look,
// and keeps the box filled with clean HTML for the form. Without it the box takes Markdown. The server cleans once more.
const words = document.querySelector('[data-editor]').dataset;
const pm = await import(words.library);

const FOREIGN = /^(?!\/files\/\d+\/$)/;
const BOLD = /font-weight:\s*(bold|[6-9]\d\d)/i;
const NOT_BOLD = /font-weight:\s*(normal|400)/i;
const SLANTED = /font-style:\s*(italic|oblique)/i;
const SAFE_LINK = /^(https?:\/\/|mailto:|tel:|\/(?!\/))/i;
const HEADINGS = { H1: 2, H2: 2, H3: 3, H4: 4, H5: 4, H6: 4 };

const table = pm.tableNodes({ tableGroup: 'block', cellContent: 'paragraph+', cellAttributes: {} });
const schema = new pm.Schema({
  nodes: {
    doc: { content: 'block+' },
    paragraph: { content: 'inline*', group: 'block', parseDOM: [{ tag: 'p' }], toDOM: () => ['p', 0] },
    heading: {
      attrs: { level: { default: 2 } },
      content: 'inline*',
      group: 'block',
      defining: true,
      parseDOM: Object.entries(HEADINGS).map(([tag, level]) => ({ tag: tag.toLowerCase(), attrs: { level } })),
      toDOM: (node) => [`h${node.attrs.level}`, 0],
    },
    blockquote: { content: '(paragraph | bullet_list | ordered_list)+', group: 'block', defining: true, parseDOM: [{ tag: 'blockquote' }], toDOM: () => ['blockquote', 0] },
    horizontal_rule: { group: 'block', parseDOM: [{ tag: 'hr' }], toDOM: () => ['hr'] },
    ordered_list: {
      attrs: { start: { default: 1 } },
      content: 'list_item+',
      group: 'block',
      parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ start: Number(dom.getAttribute('start')) || 1 }) }],
      toDOM: (node) => (node.attrs.start === 1 ? ['ol', 0] : ['ol', { start: node.attrs.start }, 0]),
    },
    bullet_list: { content: 'list_item+', group: 'block', parseDOM: [{ tag: 'ul' }], toDOM: () => ['ul', 0] },
    list_item: { content: 'paragraph (paragraph | bullet_list | ordered_list)*', defining: true, parseDOM: [{ tag: 'li' }], toDOM: () => ['li', 0] },
    image: {
      attrs: { src: {}, alt: { default: '' } },
      group: 'block',
      draggable: true,
      parseDOM: [{ tag: 'img[src^="/files/"]', getAttrs: (dom) => ({ src: dom.getAttribute('src'), alt: altOf(dom.getAttribute('src')) }) }],
      toDOM: (node) => ['img', { src: node.attrs.src, alt: node.attrs.alt }],
    },
    ...table,
    text: { group: 'inline' },
    hard_break: { inline: true, group: 'inline', selectable: false, parseDOM: [{ tag: 'br' }], toDOM: () => ['br'] },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [{ tag: 'a[href]', getAttrs: (dom) => (SAFE_LINK.test(dom.getAttribute('href')) ? { href: dom.getAttribute('href') } : false) }],
      toDOM: (mark) => ['a', { href: mark.attrs.href }, 0],
    },
    strong: { parseDOM: [{ tag: 'strong' }, { tag: 'b' }], toDOM: () => ['strong', 0] },
    em: { parseDOM: [{ tag: 'em' }, { tag: 'i' }], toDOM: () => ['em', 0] },
    sup: { parseDOM: [{ tag: 'sup' }], toDOM: () => ['sup', 0] },
    sub: { parseDOM: [{ tag: 'sub' }], toDOM: () => ['sub', 0] },
  },
});
const { nodes, marks } = schema;

function altOf(src) {
  return document.querySelector(`[data-pictures] [data-src="${CSS.escape(src)}"] img`)?.alt ?? '';
}

// --- What is pasted -------------------------------------------------------------------------------------------------------
// Styles are read as words: the page's own policy lets no style of others act, not even in a text that is only looked at.
function wordsOfStyle(page) {
  for (const styled of page.querySelectorAll('[data-style]')) {
    const { style } = styled.dataset;
    const wrap = (tag) => {
      const mark = page.createElement(tag);
      mark.append(...styled.childNodes);
      styled.append(mark);
    };
    if (styled.tagName === 'B' && NOT_BOLD.test(style)) styled.replaceWith(...styled.childNodes);
    else if (styled.querySelector('p, section, div, table, ul, ol')) continue; // its parts say it themselves
    else {
      if (BOLD.test(style)) wrap('strong');
      if (SLANTED.test(style)) wrap('em');
    }
  }
}

// Word writes lists as paragraphs whose sign is a piece of text, and pages of WeChat are sections in sections.
function wordLists(page) {
  let list = null;
  for (const item of page.querySelectorAll('p')) {
    const style = item.dataset.style ?? '';
    if (!/mso-list:\s*l\d/i.test(style)) { list = null; continue; }
    const sign = [...item.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(span.dataset.style ?? ''));
    const tag = /^\s*(\d+|[a-z])[.)]/i.test(sign?.textContent ?? item.textContent) ? 'ol' : 'ul';
    const level = Number(/level(\d)/.exec(style)?.[1] ?? 1);
    sign?.remove();
    if (!list || item.previousElementSibling !== list.top) {
      list = { top: page.createElement(tag), at: [] };
      list.at[1] = list.top;
      item.before(list.top);
    }
    const last = Math.max(...Object.keys(list.at).map(Number).filter((each) => each <= level));
    if (last < level) {
      const inner = page.createElement(tag);
      (list.at[last].lastElementChild ?? list.at[last]).append(inner);
      list.at[level] = inner;
    }
    list.at.length = level + 1;
    const point = page.createElement('li');
    point.append(...item.childNodes);
    list.at[level].append(point);
    item.remove();
  }
}

function cleaned(html, say) {
  const unstyled = html.replace(/<style[\s\S]*?<\/style>/gi, '').replace(/(<[a-z][^>]*?)\sstyle\s*=/gi, '$1 data-style=');
  const page = new DOMParser().parseFromString(unstyled, 'text/html');
  page.querySelectorAll('style, script, meta, link, title, xml').forEach((each) => each.remove());
  const foreign = [...page.querySelectorAll('img')].filter((image) => FOREIGN.test(image.getAttribute('src') ?? ''));
  foreign.forEach((image) => image.remove());
  wordLists(page);
  wordsOfStyle(page);
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) texts.currentNode.data = texts.currentNode.data.replace(/[\u00a0\u3000]+/g, ' ').replace(/[\u200b-\u200d\ufeff]/g, '');
  page.querySelectorAll('p, section, div, h1, h2, h3, h4, h5, h6').forEach((block) => {
    if (!block.textContent.trim() && !block.querySelector('img, table, ul, ol, hr')) block.remove();
  });
  say(foreign.length ? words.leftOut.replace('{n}', foreign.length) : words.cleaned);
  return page.body.innerHTML;
}

// --- What the tools do ----------------------------------------------------------------------------------------------------
const isIn = (state, type, attrs = {}) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type === type && Object.entries(attrs).every(([name, value]) => node.attrs[name] === value)) return true;
  }
  return false;
};
const hasMark = (state, type) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const heading = (level) => (state, dispatch) => (isIn(state, nodes.heading, { level })
  ? pm.setBlockType(nodes.paragraph)(state, dispatch) : pm.setBlockType(nodes.heading, { level })(state, dispatch));
const list = (type) => (state, dispatch) => (isIn(state, type)
  ? pm.liftListItem(nodes.list_item)(state, dispatch) : pm.wrapInList(type)(state, dispatch));
const quote = (state, dispatch) => (isIn(state, nodes.blockquote) ? pm.lift(state, dispatch) : pm.wrapIn(nodes.blockquote)(state, dispatch));

function newTable(state, dispatch) {
  const row = (type) => nodes.table_row.create(null, [1, 2].map(() => type.createAndFill()));
  const made = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell), row(nodes.table_cell)]);
  dispatch?.(state.tr.replaceSelectionWith(made).scrollIntoView());
  return true;
}

const dialogs = { link: document.getElementById('prose-link'), picture: document.getElementById('prose-picture') };
let asking = null; // the view that a dialog speaks for

function askForLink(view) {
  const { $from } = view.state.selection;
  asking = view;
  dialogs.link.querySelector('input').value = marks.link.isInSet($from.marks())?.attrs.href ?? '';
  dialogs.link.querySelector('[data-error]').hidden = true;
  dialogs.link.returnValue = '';
  dialogs.link.showModal();
}

dialogs.link.querySelector('form').addEventListener('submit', (event) => {
  const input = dialogs.link.querySelector('input');
  let href = input.value.trim();
  if (/^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(href)) href = `https://${href}`;
  if (event.submitter?.value === 'set' && !SAFE_LINK.test(href)) {
    event.preventDefault();
    const error = dialogs.link.querySelector('[data-error]');
    error.textContent = words.badLink;
    error.hidden = false;
    input.focus();
    return;
  }
  input.value = href;
});
dialogs.link.addEventListener('close', () => {
  const href = dialogs.link.querySelector('input').value;
  const { state } = asking;
  const { from, to, empty } = state.selection;
  if (dialogs.link.returnValue === 'set') {
    const mark = marks.link.create({ href });
    asking.dispatch(empty ? state.tr.insert(from, schema.text(href, [mark])) : state.tr.addMark(from, to, mark));
  } else if (dialogs.link.returnValue === 'none') {
    const range = empty ? wholeLink(state) : { from, to };
    asking.dispatch(state.tr.removeMark(range.from, range.to, marks.link));
  }
  asking.focus();
});

function wholeLink(state) {
  const { $from } = state.selection;
  const start = $from.start();
  let range = { from: $from.pos, to: $from.pos };
  $from.parent.forEach((child, offset) => {
    const from = start + offset;
    if (marks.link.isInSet(child.marks) && from <= $from.pos && $from.pos <= from + child.nodeSize) range = { from, to: from + child.nodeSize };
  });
  return range;
}

function askForPicture(view, files = null) {
  asking = view;
  const input = dialogs.picture.querySelector('input[type=file]');
  if (input && files?.length) input.files = files;
  dialogs.picture.showModal();
}

function putPicture(src, alt) {
  dialogs.picture.close();
  asking.dispatch(asking.state.tr.replaceSelectionWith(nodes.image.create({ src, alt })).scrollIntoView());
  asking.focus();
}

dialogs.picture.addEventListener('click', (event) => {
  if (event.target.closest('[data-close]')) dialogs.picture.close();
  const chosen = event.target.closest('[data-src]');
  if (chosen) putPicture(chosen.dataset.src, chosen.querySelector('img').alt);
});
dialogs.picture.querySelector('form')?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const form = event.target;
  const error = form.querySelector('[data-error]');
  error.hidden = true;
  let answer = {};
  try {
    const response = await fetch(form.action, { method: 'POST', body: new FormData(form), headers: { Accept: 'application/json' } });
    answer = await response.json();
  } catch { answer = { errors: { file: [words.failed] } }; }
  if (answer.errors) {
    const names = { file: 'prose-file', en: 'prose-alt-en', zh_hans: 'prose-alt-zh' };
    error.textContent = Object.entries(answer.errors).map(([name, said]) => `${document.querySelector(`label[for="${names[name]}"]`)?.textContent ?? ''} ${said.join(' ')}`).join(' ');
    error.hidden = false;
    return;
  }
  const alt = document.documentElement.lang.startsWith('zh') ? answer.alt.zh_hans : answer.alt.en;
  const item = document.createElement('li');
  item.innerHTML = '<button type="button"><img></button>';
  item.firstChild.dataset.src = answer.src;
  Object.assign(item.querySelector('img'), { src: answer.src, alt });
  dialogs.picture.querySelector('[data-pictures]').append(item);
  form.reset();
  putPicture(answer.src, alt);
});

const DO = {
  strong: pm.toggleMark(marks.strong),
  em: pm.toggleMark(marks.em),
  h2: heading(2),
  h3: heading(3),
  ul: list(nodes.bullet_list),
  ol: list(nodes.ordered_list),
  quote,
  table: newTable,
  undo: pm.undo,
  redo: pm.redo,
  row: pm.addRowAfter,
  column: pm.addColumnAfter,
  'no-row': pm.deleteRow,
  'no-column': pm.deleteColumn,
  titles: pm.toggleHeaderRow,
  'no-table': pm.deleteTable,
};
const PRESSED = {
  strong: (state) => hasMark(state, marks.strong),
  em: (state) => hasMark(state, marks.em),
  link: (state) => hasMark(state, marks.link),
  h2: (state) => isIn(state, nodes.heading, { level: 2 }),
  h3: (state) => isIn(state, nodes.heading, { level: 3 }),
  ul: (state) => isIn(state, nodes.bullet_list),
  ol: (state) => isIn(state, nodes.ordered_list),
  quote: (state) => isIn(state, nodes.blockquote),
};

// --- One editor -----------------------------------------------------------------------------------------------------------
function toolbar(holder) {
  holder.prepend(document.getElementById('prose-toolbar').content.cloneNode(true));
  const bar = holder.querySelector('.tools');
  const shown = () => [...bar.querySelectorAll('button')].filter((button) => button.offsetParent);
  bar.querySelectorAll('button').forEach((button, place) => { button.tabIndex = place ? -1 : 0; });
  bar.addEventListener('keydown', (event) => { // one stop of the Tab key; the arrows go on from there
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = shown();
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  });
  return bar;
}

function show(bar, state) {
  for (const [name, holds] of Object.entries(PRESSED)) bar.querySelector(`[data-do="${name}"]`).setAttribute('aria-pressed', holds(state));
  bar.querySelector('[data-in-table]').hidden = !pm.isInTable(state);
}

function written(state) {
  const out = document.createElement('div');
  out.append(pm.DOMSerializer.fromSchema(schema).serializeFragment(state.doc.content));
  return state.doc.textContent.trim() || out.querySelector('img, hr') ? out.innerHTML : '';
}

function start(holder) {
  const box = holder.querySelector('textarea');
  const form = holder.querySelector('input[type=hidden]');
  const source = document.createElement('div');
  // A browser that restores forms gives back what the editor wrote.
  if (form.value === 'html' && box.value !== box.defaultValue) source.append(new DOMParser().parseFromString(box.value, 'text/html').body);
  else source.append(holder.querySelector('template').content.cloneNode(true));
  const bar = toolbar(holder);
  const said = holder.querySelector('.prose-said');
  const place = document.createElement('div');
  place.className = 'prose-box';
  box.before(place);
  place.after(said);
  const list = nodes.list_item;
  const view = new pm.EditorView(place, {
    state: pm.EditorState.create({
      doc: pm.DOMParser.fromSchema(schema).parse(source),
      plugins: [
        pm.history(),
        pm.keymap({
          'Mod-z': pm.undo, 'Shift-Mod-z': pm.redo, 'Mod-y': pm.redo, 'Mod-b': DO.strong, 'Mod-i': DO.em,
          Enter: pm.splitListItem(list), 'Mod-]': pm.sinkListItem(list), 'Mod-[': pm.liftListItem(list),
          Tab: pm.goToNextCell(1), 'Shift-Tab': pm.goToNextCell(-1),
          'Shift-Enter': pm.chainCommands(pm.exitCode, (state, dispatch) => {
            dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
            return true;
          }),
        }),
        pm.keymap(pm.baseKeymap),
        pm.tableEditing(),
      ],
    }),
    attributes: { class: 'prose', role: 'textbox', 'aria-multiline': 'true', 'aria-labelledby': `${box.id}_label`, lang: box.lang },
    transformPastedHTML: (html) => cleaned(html, (words_) => { said.textContent = words_; }),
    handlePaste: (_view, event) => {
      const files = event.clipboardData?.files;
      if (!files?.length || event.clipboardData.getData('text/html') || !files[0].type.startsWith('image/')) return false;
      askForPicture(view, files);
      return true;
    },
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (change.docChanged) {
        box.value = written(view.state);
        box.dispatchEvent(new Event('input', { bubbles: true }));
      }
      show(bar, view.state);
    },
  });
  box.value = written(view.state);
  form.value = 'html';
  box.hidden = true;
  const label = document.getElementById(`${box.id}_label`);
  label?.addEventListener('click', (event) => { event.preventDefault(); view.focus(); });
  bar.addEventListener('mousedown', (event) => event.preventDefault()); // the words stay selected
  bar.addEventListener('click', (event) => {
    const what = event.target.closest('[data-do]')?.dataset.do;
    if (!what) return;
    if (what === 'link') askForLink(view);
    else if (what === 'picture') askForPicture(view);
    else { DO[what](view.state, view.dispatch, view); view.focus(); }
  });
  show(bar, view.state);
  holder.dataset.ready = '';
  return view;
}

document.querySelectorAll('[data-prose]').forEach(start);
document.documentElement.dataset.editor = 'ready';
