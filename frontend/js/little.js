// Comforts for poor lines and none, in a file of their own: they may come later than the page.
import { forget, workWithoutLine } from "./offline.js";
import { offerPushes } from "./push.js";
import { tellWhatIsKept } from "./typed.js";
import { sendLargeFilesInParts } from "./upload.js";

if (document.documentElement.dataset.account) {
  sendLargeFilesInParts();
  tellWhatIsKept();
  offerPushes();
  workWithoutLine().catch((error) => console.warn("Không giữ được trang để xem lúc mất mạng", error));
} else if ("wipe" in document.documentElement.dataset) {
  forget().catch((error) => console.warn("Không xoá được trang đã giữ", error));
}
