// Everything that a page can do beyond HTML. Each page works without it; nothing here is written into a page.
import { initAll } from "./vendor/nhsuk-10.6.1/nhsuk.js";
import { Live, Wait } from "./live.js";
import { PushSettings, tellWhereItIs } from "./push.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
for (const part of document.querySelectorAll('[data-module="fl-live"]')) new Live(part);
for (const part of document.querySelectorAll('[data-module="fl-wait"]')) new Wait(part);
const push = document.querySelector('[data-module="fl-push"]');
if (push) new PushSettings(push);
else if (document.body.dataset.person) tellWhereItIs(document.body.dataset.person);
