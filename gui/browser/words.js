(() => {
  const roots = [document.body];
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) { roots.push(node.shadowRoot); walk(node.shadowRoot); }
  };
  walk(document);
  const words = [];  // each word with the place where it stands in the picture of the page: left, top, width, height
  const range = document.createRange();
  for (const root of roots) {
    const texts = root ? document.createTreeWalker(root, NodeFilter.SHOW_TEXT) : null;
    while (texts && words.length < 60000 && texts.nextNode()) {
      const node = texts.currentNode;
      if (node.parentElement && /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/i.test(node.parentElement.tagName)) continue;
      for (const found of node.data.matchAll(/[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]+/gu)) {
        range.setStart(node, found.index);
        range.setEnd(node, found.index + found[0].length);
        const box = range.getClientRects()[0];
        if (box && box.width && box.height)
          words.push([found[0], ...[box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.round)]);
      }
    }
  }
  const top = document.documentElement;
  return JSON.stringify({
    words,
    width: Math.max(top.scrollWidth, innerWidth),
    height: Math.max(top.scrollHeight, document.body ? document.body.scrollHeight : 0, innerHeight),
  });
})()
