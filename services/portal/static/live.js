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

/** Opens the page again until what it waits for is over. */
export function reloadSoon() {
  setTimeout(() => window.location.reload(), EVERY);
}
