(() => {
  const roots = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) { roots.push(node.shadowRoot); walk(node.shadowRoot); }
  };
  walk(document);
  for (const root of [document, ...roots]) {
    for (const style of root.querySelectorAll("style")) {
      try {
        const rules = [...style.sheet.cssRules].map((rule) => rule.cssText).join("\n");
        if (!style.textContent.trim() && rules) style.textContent = rules;  // made by a script: the words would be lost
      } catch { continue; }
    }
    for (const sheet of root.adoptedStyleSheets || []) {
      const style = document.createElement("style");
      style.textContent = [...sheet.cssRules].map((rule) => rule.cssText).join("\n");
      (root.head || root).append(style);
    }
  }
  const type = document.doctype ? `<!DOCTYPE ${document.doctype.name}>` : "";
  const top = document.documentElement;
  const inner = top.getHTML ? top.getHTML({ serializableShadowRoots: true, shadowRoots: roots }) : top.innerHTML;
  const shell = top.cloneNode(false).outerHTML;
  const end = shell.lastIndexOf("</");
  return JSON.stringify({
    url: location.href.split("#")[0], title: document.title, mime: document.contentType,
    html: type + (end < 0 ? shell : shell.slice(0, end) + inner + shell.slice(end)),
    text: document.body ? document.body.innerText : "",
  });
})()
