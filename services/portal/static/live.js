// Parts of a page that are fetched anew every few seconds while somebody looks at it.
const EVERY = 3000;

/** Keeps one part fresh. It stops when the page that answers is not the part: the session has ended. */
export class Live {
  constructor(part) {
    this.part = part;
    this.shown = part.innerHTML.trim();
    this.status = document.querySelector("[data-live-status]");
    this.timer = setInterval(() => this.refresh(), EVERY);
  }

  async refresh() {
    if (document.hidden) return;
    let answer;
    try {
      answer = await fetch(this.part.dataset.live, { redirect: "error", cache: "no-store" });
    } catch {
      return; // away for a moment, or signed out: the link on the page says which
    }
    if (!answer.ok) return;
    const html = (await answer.text()).trim();
    if (html === this.shown) return;
    this.shown = html;
    this.part.innerHTML = html;
    const time = new Date().toLocaleTimeString("en-GB");
    if (this.status) this.status.textContent = `${this.part.dataset.liveMoved} at ${time}`;
  }
}

/** Asks how far something is until it is over, then opens the page again: to ask is not to be at work here. */
export class Wait {
  constructor(part) {
    this.part = part;
    this.timer = setInterval(() => this.refresh(), EVERY);
  }

  async refresh() {
    if (document.hidden) return;
    let answer;
    try {
      answer = await fetch(window.location.href, { redirect: "error", cache: "no-store" });
    } catch {
      return; // as above
    }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const still = page.querySelector('[data-module="fl-wait"]');
    if (still) this.part.textContent = still.textContent;
    else this.leave();
  }

  leave() {
    clearInterval(this.timer);
    window.location.reload();
  }
}
