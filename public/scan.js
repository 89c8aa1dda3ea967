// Reads the QR code of a ticket with the camera, where the browser can. It asks for the camera only when the button
// is pressed, fills the code into the form that is there anyway, and sends that.
const root = document.documentElement;

/** The code in the address that a ticket's QR carries, or the text itself. */
function codeIn(text) {
  try {
    return new URL(text).searchParams.get("code") ?? "";
  } catch {
    return text;
  }
}

/** Shows the camera until it sees a code; nothing when it is closed before. */
async function read(words) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const dialog = document.createElement("dialog");
  const video = document.createElement("video");
  const close = document.createElement("button");
  dialog.className = "dialog scan";
  close.className = "btn";
  close.dataset.kind = "quiet";
  close.textContent = words;
  close.addEventListener("click", () => dialog.close());
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  dialog.append(video, close);
  document.body.append(dialog);
  try {
    dialog.showModal();
    await video.play();
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    while (dialog.open) {
      const [found] = await detector.detect(video).catch(() => []);
      const code = found && codeIn(found.rawValue);
      if (code) return code;
      await new Promise((next) => setTimeout(next, 150));
    }
    return "";
  } finally {
    for (const track of stream.getTracks()) track.stop();
    dialog.close();
    dialog.remove();
  }
}

async function supported() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

if (!root.dataset.scanner) {
  // The script can come twice, when one leaves the page and returns.
  root.dataset.scanner = "";
  if (await supported().catch(() => false)) root.dataset.camera = "";
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-scan]");
    const field = button?.form?.elements.namedItem("form[code]");
    if (!field) return;
    try {
      const code = await read(button.dataset.scan);
      if (code) {
        field.value = code;
        button.form.requestSubmit();
      }
    } catch {
      alert(button.dataset.scanFailed);
    }
  });
}
