// Keeps the shell of the application, and the public pages that were read, for when there is no connection.
//
// HTML comes from the network first. Of what came, only pages that the server lets browsers store are kept: pages of somebody who is
// signed in carry `no-store`. Assets never change under their address, so the first copy is good for ever.

const SHELL = `shell-${__VERSION__}`;
const PAGES = "pages";
const MOST_PAGES = 40;
const OFFLINE = { uk: "/offline", en: "/en/offline" };

addEventListener("install", (event) => {
  const keep = async () => {
    const shell = await caches.open(SHELL);
    await shell.addAll([...__PRECACHE__, ...Object.values(OFFLINE).map(afresh)]);
    await skipWaiting();
  };
  event.waitUntil(keep());
});

addEventListener("activate", (event) => {
  const tidy = async () => {
    for (const name of await caches.keys()) if (name !== SHELL && name !== PAGES) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(tidy());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (request.method !== "GET") {
    // Whoever signs out leaves nothing of their visit on this device; whoever signs in is shown nothing of another's.
    if (/\/people\/sign-(out|in)$/.test(url.pathname)) event.waitUntil(caches.delete(PAGES));
    // Only forms of our own pages: whatever passes through here looks to the server as if it came from us.
    if (request.mode === "navigate" && request.referrer.startsWith(`${location.origin}/`)) event.respondWith(sent(request, url));
    return;
  }
  // A part of a file, such as of the ground of the map, is no asset to be kept.
  if (url.pathname.startsWith("/assets/") && !request.headers.has("range")) return event.respondWith(asset(request));
  if (request.mode === "navigate") return event.respondWith(page(event));
  // The client's own navigation: when this fails, it leaves the address to the browser, which comes back here.
  if (request.headers.get("accept") === "text/html") event.respondWith(fromNetwork(event));
});

/** A request that passes the browser's own cache: a page of the shell must be of this build. */
function afresh(address) {
  return new Request(address, { cache: "reload" });
}

async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const copy = answer.clone();
    caches.open(SHELL).then((shell) => shell.put(request, copy)).catch(() => undefined);
  }
  return answer;
}

async function page(event) {
  try {
    return await fromNetwork(event);
  } catch (error) {
    const kept = await caches.match(event.request, { ignoreVary: true });
    const fallback = kept ?? (await offlinePage(new URL(event.request.url)));
    if (fallback) return fallback;
    throw error;
  }
}

/** Sends a form. Without a connection what was typed comes back on a page that sends it again. */
async function sent(request, url) {
  const copy = request.clone();
  try {
    return await fetch(request);
  } catch (error) {
    const offline = await offlinePage(url);
    if (!offline) throw error;
    const fields = [...(await copy.formData())];
    // A password is kept nowhere but in the field where it was typed.
    if (fields.some(([name]) => /password|^(old|new)$/.test(name))) return offline;
    const isFile = ([, value]) => typeof value !== "string";
    const hidden = fields
      .filter((field) => !isFile(field))
      .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
      .join("");
    const hasFiles = fields.some((field) => isFile(field) && field[1].size > 0);
    const html = (await offline.text())
      .replace(/ data-kept(="")? hidden(="")?/, "")
      .replace(/ action="unsent"/, () => ` action="${escaped(url.pathname + url.search)}"`)
      .replace(/<input[^>]* name="unsent"[^>]*>/, () => hidden)
      .replace(hasFiles ? / data-files(="")? hidden(="")?/ : /^/, "");
    const headers = new Headers(offline.headers);
    for (const name of ["content-encoding", "content-length", "etag"]) headers.delete(name);
    return new Response(html, { headers });
  }
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll("\n", "&#10;");

function offlinePage(url) {
  return caches.match(/^\/en(\/|$)/.test(url.pathname) ? OFFLINE.en : OFFLINE.uk, { ignoreVary: true });
}

async function fromNetwork(event) {
  const answer = await fetch(event.request);
  if (mayBeKept(answer)) event.waitUntil(keep(event.request, answer.clone()));
  return answer;
}

function mayBeKept(answer) {
  const isPage = answer.headers.get("content-type")?.startsWith("text/html");
  const cache = answer.headers.get("cache-control") ?? "no-store";
  return answer.status === 200 && !answer.redirected && isPage && !cache.includes("no-store");
}

async function keep(request, answer) {
  const pages = await caches.open(PAGES);
  await pages.put(request.url, answer);
  const kept = await pages.keys();
  for (const oldest of kept.slice(0, Math.max(0, kept.length - MOST_PAGES))) await pages.delete(oldest);
}
