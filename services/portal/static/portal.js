// Everything that a page can do beyond HTML. Each page works without it; nothing here is written into a page.
import { initAll } from "./vendor/nhsuk-10.6.1/nhsuk.js";
import { Live, reloadSoon } from "./live.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
for (const part of document.querySelectorAll('[data-module="fl-live"]')) new Live(part);
if (document.querySelector('[data-module="fl-reload"]')) reloadSoon();
