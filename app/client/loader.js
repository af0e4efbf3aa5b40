// Starts the islands of a page after its first paint, and moves between pages without reloading them.
//
// The page works without this script: links are links and forms are forms. The script tag carries the addresses of
// the wasm module and of its glue, so that nothing here knows a hash.

const script = document.querySelector("script[data-glue]");
const { glue, wasm, unsent, again, person } = script.dataset;

// ---------------------------------------------------------------- islands

/** The started wasm module; begun once, and only when a page has an island. */
let started;

const start = () =>
  (started ??= import(glue).then(async (module) => {
    await module.default({ module_or_path: wasm });
    module.hydrate();
    return module;
  }));

/** Gives life to the islands that have none yet, outer ones first. */
async function hydrate() {
  if (!document.querySelector("leptos-island:not([data-alive])")) return;
  const module = await start();
  for (const island of document.querySelectorAll("leptos-island:not([data-alive])")) {
    island.dataset.alive = "";
    module[island.dataset.component]?.(island);
  }
  document.dispatchEvent(new Event("hromada:alive"));
}

/** Waits until the page is on the screen and the browser is idle, or somebody acts on it; with Save-Data, for the act alone. */
function whenWelcome(run) {
  const acts = ["pointerdown", "keydown", "focusin"];
  const idle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 50));
  const paints = new PerformanceObserver((list) => {
    if (list.getEntriesByName("first-contentful-paint").length) once();
  });
  const once = () => {
    paints.disconnect();
    for (const act of acts) removeEventListener(act, once, true);
    idle(run, { timeout: 2000 });
  };
  for (const act of acts) addEventListener(act, once, { capture: true, passive: true });
  if (!navigator.connection?.saveData) paints.observe({ type: "paint", buffered: true });
}

// ---------------------------------------------------------------- navigation

const prefetched = new Map();
let navigation = 0;
/** Shows the page that has come but waits for its transition. */
let pending;

/** The link that an event is about, when following it can stay within this page. */
function linkOf(event) {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || link.hasAttribute("download") || link.closest("[data-reload]")) return;
  const url = new URL(link.href);
  if (url.origin !== location.origin || /\.(json|jsonld|csv|geojson|pdf|svg|xlsx|ics|xml)$/.test(url.pathname)) return;
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return;
  return url;
}

const ask = (url) =>
  fetch(url, { headers: { accept: "text/html" }, credentials: "same-origin" }).then(async (response) => {
    const isPage = response.headers.get("content-type")?.startsWith("text/html");
    return isPage ? { url: response.url, html: await response.text() } : undefined;
  });

/** Asks for a page that somebody is about to open; kept for a few seconds. */
function prefetch(event) {
  const url = linkOf(event);
  if (!url || navigator.connection?.saveData || prefetched.has(url.href)) return;
  prefetched.set(url.href, ask(url).catch(() => undefined));
  setTimeout(() => prefetched.delete(url.href), 5000);
}

/**
 * Pages that were left without a reload, by the place in the history that they had: as they were, with what was typed, so that "back" is
 * at once and loses nothing. A page with a module, such as the map, is fetched again.
 */
const left = new Map();
const MOST_LEFT = 8;
let named = 0;
/** A name for a place in the history. */
const newEntry = () => `${Date.now()}-${++named}`;
let entry = history.state?.entry ?? newEntry();
/** The address of the page that is shown, without its anchor. */
let shown = location.pathname + location.search;

/** Remembers the page that is about to be left, and where its reader was. */
function leave() {
  if (!document.querySelector("[data-module]")) {
    const { body, title, documentElement } = document;
    left.delete(entry);
    left.set(entry, { body, title, lang: documentElement.lang, metas: METAS.map(metaOf), focus: document.activeElement, scroll: scrollY });
    if (left.size > MOST_LEFT) left.delete(left.keys().next().value);
  }
}

async function open(url, { push, state }) {
  // A page whose address is already there is shown before it is left, however fast somebody goes back.
  pending?.();
  const mine = ++navigation;
  const known = push ? undefined : left.get(state?.entry);
  if (known) {
    leave();
    entry = state.entry;
    shown = url.pathname + url.search;
    return comeBack(known);
  }
  document.documentElement.dataset.loading = "";
  let page;
  try {
    page = await (prefetched.get(url.href) ?? ask(url));
  } catch {
    page = undefined;
  }
  prefetched.delete(url.href);
  if (mine !== navigation) return;
  // Whatever is not a page, and every failure, is left to the browser.
  if (!page) return location.assign(url.href);
  const next = new DOMParser().parseFromString(page.html, "text/html");
  // Another build has other assets: start afresh with them.
  if (next.querySelector("script[data-glue]")?.dataset.wasm !== wasm) return location.assign(url.href);
  leave();
  const show = () => {
    if (pending !== show) return;
    pending = undefined;
    document.documentElement.lang = next.documentElement.lang;
    document.title = next.title;
    METAS.forEach((name, index) => swapMeta(name, metasOf(next)[index]));
    const kept = keep(next);
    document.body.replaceWith(document.adoptNode(next.body));
    for (const [place, fresh] of kept) handOver(place, fresh);
    delete document.documentElement.dataset.loading;
  };
  if (push) {
    history.replaceState({ ...history.state, entry, scroll: scrollY }, "");
    entry = newEntry();
    history.pushState({ entry }, "", page.url + url.hash);
  } else {
    entry = state?.entry ?? newEntry();
  }
  shown = location.pathname + location.search;
  pending = show;
  const reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (document.startViewTransition && !reduced) {
    await document.startViewTransition(show).updateCallbackDone;
  } else {
    show();
  }
  if (mine !== navigation) return;
  arrive(url, state?.scroll);
  runModules();
  hydrate();
}

/** Shows a page as it was left. */
function comeBack({ body, title, lang, metas, focus, scroll }) {
  delete document.documentElement.dataset.loading;
  document.documentElement.lang = lang;
  document.title = title;
  METAS.forEach((name, index) => swapMeta(name, metas[index]));
  document.body.replaceWith(body);
  scrollTo({ top: scroll, behavior: "instant" });
  const place = focus && focus !== body && body.contains(focus) ? focus : document.getElementById("main");
  place?.focus({ preventScroll: true });
}

/** Elements that live on in the next page, such as the map when only its filter changes. */
function keep(next) {
  const places = [...document.querySelectorAll("[data-keep]")];
  const pairs = places.map((place) => [place, next.querySelector(`[data-keep="${place.dataset.keep}"]`)]);
  return pairs.filter(([, fresh]) => fresh);
}

/** Puts the living element where the next page has its own, with the data of the next page. */
function handOver(place, fresh) {
  fresh.replaceWith(place);
  Object.assign(place.dataset, fresh.dataset);
  place.dispatchEvent(new Event("hromada:kept"));
}

const METAS = ["description", "robots"];
const metaOf = (name) => document.head.querySelector(`meta[name="${name}"]`);
const metasOf = (page) => METAS.map((name) => page.head.querySelector(`meta[name="${name}"]`));

function swapMeta(name, fresh) {
  metaOf(name)?.remove();
  if (fresh) document.head.append(document.adoptNode(fresh));
}

/** Puts the reader where a new page begins: at its anchor, at the place left, or at the top; focus goes along. */
function arrive(url, scroll) {
  const anchor = url.hash ? document.getElementById(decodeURIComponent(url.hash.slice(1))) : undefined;
  const main = document.getElementById("main");
  if (anchor) anchor.scrollIntoView();
  else scrollTo({ top: scroll ?? 0, behavior: "instant" });
  (anchor ?? main)?.focus({ preventScroll: true });
}

/** Loads the modules that the page names, such as the map: `<div data-module="/assets/map.js">`. */
function runModules() {
  for (const place of document.querySelectorAll("[data-module]:not([data-loaded])")) {
    place.dataset.loaded = "";
    import(place.dataset.module).then((module) => module.default?.(place));
  }
}

addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const url = linkOf(event);
  if (!url) return;
  event.preventDefault();
  open(url, { push: true });
});
addEventListener("popstate", (event) => {
  // A jump to an anchor of the same page is the browser's own affair.
  if ((event.state?.entry ?? entry) === entry && location.pathname + location.search === shown) return;
  open(new URL(location.href), { push: false, state: event.state });
});
addEventListener("pointerover", prefetch, { passive: true });
addEventListener("focusin", prefetch);

// Search and filter forms are links with choices.
addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "get" || form.target) return;
  const url = new URL(form.action);
  if (url.origin !== location.origin) return;
  const fields = new FormData(form, event.submitter);
  url.search = new URLSearchParams([...fields].filter(([, value]) => value !== "")).toString();
  event.preventDefault();
  open(url, { push: true });
});

// A form that meets no connection stays as it is, with what was typed, and goes by itself once there is one.
addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || form.method !== "post" || navigator.onLine) return;
  event.preventDefault();
  const note = form.querySelector("[data-unsent]") ?? document.createElement("div");
  const button = document.createElement("button");
  Object.assign(button, { className: "button button--secondary", textContent: again, name: submitter?.name ?? "", value: submitter?.value ?? "" });
  if (submitter?.formNoValidate) button.formNoValidate = true;
  note.dataset.unsent = "";
  note.className = "notice notice--warning notice--unsent";
  note.setAttribute("role", "alert");
  note.replaceChildren(unsent, button);
  form.append(note);
  button.focus();
});
addEventListener("online", () => document.querySelector("form [data-unsent] button")?.click());

// ---------------------------------------------------------------- what is kept on this device

/** Removes what somebody typed and the server has not got: of one draft, or of all. */
function forget(draft = "") {
  for (const key of Object.keys(localStorage)) if (key.startsWith(`draft:${draft}`)) localStorage.removeItem(key);
}

// It is for whoever typed it: on a shared computer it goes with them, and with the form that was sent.
addEventListener("submit", ({ target: form, defaultPrevented }) => {
  if (defaultPrevented || form.method !== "post") return;
  const [, path, draft] = new URL(form.action).pathname.match(/(\/people\/sign-out|\/cabinet\/drafts\/([^/]+)\/check)$/) ?? [];
  if (path) forget(draft && `/api/cabinet/drafts/${draft}`);
});
try {
  const before = localStorage.getItem("person");
  if (person && before && before !== person) forget();
  if (person) localStorage.setItem("person", person);
} catch {
  // This browser keeps nothing.
}

// ---------------------------------------------------------------- start

// Only this script knows when the content of a page has come back; after a reload the browser knows better.
history.scrollRestoration = "manual";
history.replaceState({ ...history.state, entry }, "");
addEventListener("pagehide", () => (history.scrollRestoration = "auto"));
addEventListener("pageshow", () => (history.scrollRestoration = "manual"));
let resting;
addEventListener(
  "scroll",
  () => {
    clearTimeout(resting);
    resting = setTimeout(() => {
      // Between two pages the place in the history is already that of the next.
      if ((history.state?.entry ?? entry) === entry) history.replaceState({ ...history.state, entry, scroll: scrollY }, "");
    }, 150);
  },
  { passive: true },
);
whenWelcome(() => {
  hydrate();
  runModules();
});
if ("serviceWorker" in navigator && script.dataset.worker) {
  addEventListener("load", () => navigator.serviceWorker.register(script.dataset.worker).catch(() => undefined));
}
