// Runs in a world of its own beside an inert page: says where the selection is and paints evidence. Touches no node of the page.
// Every answer is a JSON string; the window treats it as untrusted and asks the sealed text.
'use strict';
(() => {
  const REACH = 64, LONGEST = 20000, MOST_TEXT = 8000000, MOST = 500;
  const SKIP = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA', 'SELECT', 'HEAD', 'TITLE', 'IFRAME', 'OBJECT', 'SVG']);
  const BLANK = /[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
  const INLINE = /^(inline|contents|ruby)/;
  let index = null;
  let ranges = new Map();

  const squeeze = (text) => Array.from(text).filter((char) => !BLANK.test(char)).join('');

  function walker(root) {
    return document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === 1 ? (SKIP.has(node.tagName.toUpperCase()) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP) : NodeFilter.FILTER_ACCEPT);
  }

  // The page's text without blanks, and for each of its UTF-16 units the node and offset it comes from.
  function build() {
    const nodes = [], starts = [], offsets = [];
    let text = '';
    const walk = walker(document.body || document.documentElement);
    for (let node = walk.nextNode(); node && text.length < MOST_TEXT; node = walk.nextNode()) {
      const places = [];
      let kept = '';
      for (let at = 0; at < node.data.length; at++) {
        if (!BLANK.test(node.data[at])) { kept += node.data[at]; places.push(at); }
      }
      if (kept) { nodes.push(node); starts.push(text.length); offsets.push(places); text += kept; }
    }
    return { text, nodes, starts, offsets };
  }

  function place(at) {
    let low = 0, high = index.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= at) low = middle; else high = middle - 1;
    }
    return [index.nodes[low], index.offsets[low][at - index.starts[low]]];
  }

  function same(a, b) { let n = 0; while (n < a.length && n < b.length && a[n] === b[n]) n++; return n; }
  const reversed = (text) => Array.from(text).reverse().join('');

  function places(exact) {
    const found = [];
    for (let at = exact ? index.text.indexOf(exact) : -1; at >= 0 && found.length < MOST; at = index.text.indexOf(exact, at + 1)) found.push(at);
    return found;
  }

  // The place of a passage among all places with the same words: the one whose surroundings agree best; of several that agree
  // alike, the one that is as far down the row as in the sealed text, where both have as many.
  function find(exact, prefix, suffix, nth, total) {
    const all = places(exact);
    if (!all.length) return null;
    const agree = all.map((at) =>
      same(reversed(index.text.slice(Math.max(0, at - prefix.length), at)), reversed(prefix)) +
      same(index.text.slice(at + exact.length, at + exact.length + suffix.length), suffix));
    const most = Math.max(...agree);
    const best = all.length === total && agree[nth] === most ? all[nth] : all[agree.indexOf(most)];
    const range = document.createRange();
    const [first, from] = place(best), [last, to] = place(best + exact.length - 1);
    range.setStart(first, from);
    range.setEnd(last, to + 1);
    return range;
  }

  function block(node) {
    let element = node.parentElement;
    while (element && INLINE.test(getComputedStyle(element).display)) element = element.parentElement;
    return element;
  }

  // Words of a range as a reader sees them: a new line where another block begins.
  function words(range) {
    const root = range.commonAncestorContainer;
    if (root.nodeType === 3) return root.data.slice(range.startOffset, range.endOffset);
    const walk = walker(root);
    let said = '', before = null;
    for (let node = walk.nextNode(); node && said.length <= LONGEST; node = walk.nextNode()) {
      if (!range.intersectsNode(node)) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.data.length;
      const here = block(node);
      if (before && here !== before) said += '\n';
      before = here;
      said += node.data.slice(from, to);
    }
    return said;
  }

  // Which of the places with the words of a range it is, and how many there are.
  function ordinal(range, exact) {
    index = build();
    const first = index.nodes.findIndex((node) => range.intersectsNode(node) && (node !== range.startContainer || index.offsets[index.nodes.indexOf(node)].at(-1) >= range.startOffset));
    if (first < 0) return { nth: 0, of: 0 };
    const from = index.nodes[first] === range.startContainer ? range.startOffset : 0;
    const at = index.starts[first] + index.offsets[first].findIndex((offset) => offset >= from);
    const all = places(squeeze(exact));
    index = null;
    return { nth: Math.max(0, all.indexOf(at)), of: all.includes(at) ? all.length : 0 };
  }

  // Some characters of the page beside a range: a hint for telling equal passages apart.
  function around(range, forward) {
    const beside = document.createRange();
    beside.selectNodeContents(document.body || document.documentElement);
    if (forward) beside.setStart(range.endContainer, range.endOffset);
    else beside.setEnd(range.startContainer, range.startOffset);
    return forward ? beside.toString().slice(0, REACH) : beside.toString().slice(-REACH);
  }

  function paint(css) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
  }

  globalThis.standfirst = {
    selection() {
      const chosen = document.getSelection();
      if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return JSON.stringify(null);
      const range = chosen.getRangeAt(0);
      const exact = words(range);
      if (exact.length > LONGEST) return JSON.stringify({ long: true });
      return JSON.stringify({ exact, prefix: around(range, false), suffix: around(range, true), ...ordinal(range, exact) });
    },
    show(marks, css) {
      index = build();
      ranges = new Map();
      const painted = {};
      for (const mark of marks) {
        const range = find(squeeze(mark.exact), squeeze(mark.prefix), squeeze(mark.suffix), mark.nth, mark.of);
        if (!range) continue;
        ranges.set(mark.id, range);
        (painted[mark.relation] = painted[mark.relation] || new Highlight()).add(range);
      }
      CSS.highlights.clear();
      for (const [relation, highlight] of Object.entries(painted)) CSS.highlights.set('standfirst-' + relation, highlight);
      paint(css);
      index = null;
      return JSON.stringify(Array.from(ranges.keys()));
    },
    scrollTo(id) {
      const range = ranges.get(id);
      if (!range) return JSON.stringify(false);
      const box = range.getBoundingClientRect();
      window.scrollTo({ top: Math.max(0, box.top + window.scrollY - window.innerHeight / 3), behavior: 'instant' });
      CSS.highlights.set('standfirst-chosen', new Highlight(range));
      return JSON.stringify(true);
    },
    at(x, y) {
      for (const [id, range] of ranges) {
        for (const box of range.getClientRects()) {
          if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return JSON.stringify(id);
        }
      }
      return JSON.stringify(null);
    },
    drop() { document.getSelection().removeAllRanges(); return JSON.stringify(true); },
  };
})();
