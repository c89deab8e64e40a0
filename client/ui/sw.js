// The service worker: keeps one complete version of the app, so that it opens with no connection and no relay.
//
// `cargo xtask app` fills in the version and the files. Each version has its own cache, filled before the version is
// installed. It answers the page itself and exactly those files; everything else goes to the network untouched and
// nothing else is ever kept. A new version waits until the page sends "skip-waiting".

const CACHE = "carryover-{{version}}";
const PAGE = "{{index.html}}";
const FILES = "{{files}}".split(" ");

const addressOf = (file) => new URL(file, self.registration.scope).href;
const addresses = new Set(FILES.map(addressOf));

// What an earlier version holds is not downloaded again: the same name is the same content.
async function keep(cache, address) {
  const held = await caches.match(address, { ignoreVary: true });
  const response = held ?? (await fetch(address, { cache: "no-cache" }));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  await cache.put(address, response);
}

async function install() {
  const cache = await caches.open(CACHE);
  await Promise.all([...addresses].map((address) => keep(cache, address)));
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("carryover-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function answer(request, address) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") self.skipWaiting();
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const url = new URL(request.url);
  const isPage = request.mode === "navigate" && url.origin + url.pathname === self.registration.scope;
  if (isPage) event.respondWith(answer(request, addressOf(PAGE)));
  else if (addresses.has(request.url)) event.respondWith(answer(request, request.url));
});
