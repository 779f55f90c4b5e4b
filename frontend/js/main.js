// Everything here makes a working page more comfortable; nothing works only with it.
import "htmx.org/dist/htmx.esm.js";
import { guardForms } from "./forms.js";
import { enhanceFiles } from "./files.js";
import { fillRead, watchPlaces, watchTyping } from "./fill.js";
import { keepTypedText } from "./keep.js";
import { enhancePasskeys } from "./passkey.js";
import { enhancePicks } from "./picks.js";
import { enhancePins } from "./pin.js";
import { watchLine, watchSession } from "./session.js";
import { enhanceSuggestions } from "./suggest.js";
import { enhanceWriting } from "./writing.js";

function enhance(root) {
  enhanceFiles(root);
  enhancePasskeys(root);
  enhancePicks(root);
  enhancePins(root);
  enhanceSuggestions(root);
  enhanceWriting(root);
  fillRead(root);
}

guardForms();
keepTypedText();
watchLine();
watchSession();
watchTyping();
watchPlaces();
enhance(document);
document.querySelector("[data-focus]")?.focus();

document.addEventListener("htmx:load", (event) => {
  if (event.target === document.body) return;
  enhance(event.target);
  event.target.querySelector("[data-focus]")?.focus();
});
