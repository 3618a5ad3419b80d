// What this browser does for Fairlead while no page of it is open: it rings, and opens what it rang for.
// It keeps no page and answers no request: what is behind sign-in is never stored here.
const WORDS = "You have a new message in Fairlead";
const ITEM = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TAG = /^[\w-]{1,32}$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(ring(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAnew(event)));

/** The words are ours, whatever was sent. A copy of the same push takes the place of the first, silently. */
function ring(data) {
  const { item = "", tag = "" } = read(data);
  return self.registration.showNotification(WORDS, {
    tag: TAG.test(tag) ? tag : "fairlead",
    data: { path: ITEM.test(item) ? `/inbox/${item}` : "/inbox" },
    icon: "/static/push/icon-192.png",
    lang: "en-GB",
  });
}

function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** The window that shows it already, else a new one: whatever somebody is writing in another stays. */
async function open(path) {
  const address = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((each) => each.url === address);
  return there ? there.focus() : self.clients.openWindow(path);
}

/** With the key as before; the next page that its owner opens tells Fairlead where this browser is now. */
async function subscribeAnew({ oldSubscription, newSubscription }) {
  const key = oldSubscription?.options?.applicationServerKey;
  if (!newSubscription && key) {
    await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }
}
