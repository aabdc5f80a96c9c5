// For a page whose own scripts run: what they ask for by its web address is asked of the sealed file, as the page's own parts are.
// A convenience for the page, no lock: the request gate and the dead proxy hold whatever a script does.
'use strict';
(() => {
  const inside = (url) => {
    try {
      const found = new URL(url, document.baseURI);
      return /^https?:$/.test(found.protocol) ? 'warc:' + found.href.slice(found.protocol.length) : found.href;
    } catch { return url; }
  };
  const asked = globalThis.fetch, open = XMLHttpRequest.prototype.open;
  globalThis.fetch = (what, how) => asked(what instanceof Request ? new Request(inside(what.url), what) : inside(what), { ...how, credentials: 'omit' });
  XMLHttpRequest.prototype.open = function (method, url, ...rest) { return open.call(this, method, inside(url), ...rest); };
})();
