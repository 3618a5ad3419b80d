// Push on this device: the settings page turns it on and off, every page tells where the browser has moved to.
const KEPT = "fl-push";

/** The settings page: shows how things stand in this browser, and asks it when somebody says yes. */
export class PushSettings {
  constructor(form) {
    this.form = form;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.turnOn();
    });
    this.look();
  }

  async look() {
    if (!isKnown()) return this.say("unknown");
    if (Notification.permission === "denied") return this.say("blocked");
    const here = await subscription();
    const row = here && document.querySelector(`[data-fingerprint="${await fingerprint(here)}"]`);
    if (!row || !hasKey(here, this.form.dataset.pushKey)) return this.say("off");
    row.querySelector("[data-this-device]").hidden = false;
    row.querySelector("form").addEventListener("submit", (event) => turnOff(event, here));
    await keep(here);
    return this.say("on");
  }

  async turnOn() {
    if ((await Notification.requestPermission()) !== "granted") return this.say("blocked");
    let here;
    try {
      here = await subscribe(this.form.dataset.pushKey);
    } catch {
      return this.say("failed");
    }
    await keep(here);
    for (const [name, value] of Object.entries(fields(here))) this.form.elements[name].value = value;
    return this.form.submit();
  }

  say(how) {
    for (const part of this.form.querySelectorAll("[data-push]")) part.hidden = part.dataset.push !== how;
  }
}

/** A browser that was given a new address since its owner turned push on says so, to nobody but its owner's Fairlead. */
export async function tellWhereItIs(person) {
  const kept = JSON.parse(localStorage.getItem(KEPT) ?? "null");
  if (!kept || kept.person !== person || !isKnown()) return;
  const here = await subscription();
  const token = document.querySelector('[name="_token"]')?.value;
  if (!here || !token || (await fingerprint(here)) === kept.fingerprint) return;
  const body = new URLSearchParams({ ...fields(here), _token: token });
  const answer = await fetch("/settings/notifications", { method: "POST", body, redirect: "manual" });
  if (answer.type === "opaqueredirect") await keep(here);
}

function isKnown() {
  return "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
}

async function subscription() {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return registration ? registration.pushManager.getSubscription() : null;
}

async function subscribe(key) {
  await navigator.serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const there = await pushManager.getSubscription();
  if (there && !hasKey(there, key)) await there.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

async function turnOff(event, here) {
  event.preventDefault();
  const form = event.target;
  localStorage.removeItem(KEPT);
  await here.unsubscribe().catch(() => {});
  form.submit();
}

async function keep(here) {
  const { person } = document.body.dataset;
  localStorage.setItem(KEPT, JSON.stringify({ person, fingerprint: await fingerprint(here) }));
}

function fields(here) {
  const { endpoint, keys } = here.toJSON();
  return { endpoint, ...keys };
}

function hasKey(here, key) {
  const given = here.options?.applicationServerKey;
  return !given || text(given) === key;
}

function text(bytes) {
  const binary = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

async function fingerprint(here) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(here.endpoint));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
