// One thing only: when a page cannot be reached, a kind page instead of the browser's own.
// No page and nothing private is ever kept: the store holds the offline page and its stylesheet.
const STORE = "offline-1";
const KEPT = ["/offline.html", "/offline.css"];

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(STORE)
      .then((store) => store.addAll(KEPT.map((path) => new Request(path, { cache: "reload", credentials: "omit" }))))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const stores = await caches.keys();
    await Promise.all(stores.filter((name) => name !== STORE).map((name) => caches.delete(name)));
    // Without preloading, every page would wait for this worker to wake.
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith((async () => {
      try {
        return (await event.preloadResponse) || (await fetch(request));
      } catch {
        return (await caches.match("/offline.html", { cacheName: STORE })) || Response.error();
      }
    })());
  } else if (new URL(request.url).pathname === "/offline.css") {
    event.respondWith(fetch(request).catch(async () =>
      (await caches.match("/offline.css", { cacheName: STORE })) || Response.error()));
  }
});
