// Everything that a page can do beyond HTML. Each page works without it; nothing here is written into a page.
import { initAll } from "./vendor/nhsuk-10.6.1/nhsuk.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
