// Reads the QR code of a ticket with the camera, where there is one. It asks for the camera only when the button is
// pressed, fills the code into the form that is there anyway, and sends that.
const root = document.documentElement;

/** The code in the address that a ticket's QR carries, or the text itself. */
function codeIn(text) {
  try {
    return new URL(text).searchParams.get("code") ?? "";
  } catch {
    return text;
  }
}

/** The browser's own reader of QR codes; where it has none, as on every iPhone, one that is fetched only then. */
async function reader() {
  const own = window.BarcodeDetector;
  const formats = (await own?.getSupportedFormats().catch(() => undefined)) ?? [];
  const Detector = formats.includes("qr_code") ? own : (await import("/qr.js")).BarcodeDetector;
  return new Detector({ formats: ["qr_code"] });
}

/** Shows the camera until it sees a code; nothing when it is closed before. */
async function read({ scan, scanWords }) {
  const detector = await reader();
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  const dialog = document.createElement("dialog");
  const words = document.createElement("p");
  const video = document.createElement("video");
  const close = document.createElement("button");
  dialog.className = "dialog scan";
  words.id = "scan-words";
  words.textContent = scanWords;
  dialog.setAttribute("aria-labelledby", words.id);
  close.className = "btn";
  close.dataset.kind = "quiet";
  close.textContent = scan;
  close.addEventListener("click", () => dialog.close());
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  dialog.append(words, video, close);
  document.body.append(dialog);
  try {
    dialog.showModal();
    await video.play();
    while (dialog.open) {
      const [found] = await detector.detect(video).catch(() => []);
      const code = found && dialog.open && codeIn(found.rawValue);
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

/** Says below the button that there is no picture; without words, takes that back. */
function say(button, words) {
  const said = button.form.querySelector("[data-scan-said]") ?? document.createElement("p");
  said.dataset.scanSaid = "";
  said.className = "field-error";
  said.role = "alert";
  said.textContent = words;
  said.hidden = !words;
  button.parentElement.after(said);
}

async function camera() {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return devices.some(({ kind }) => kind === "videoinput");
}

if (!root.dataset.scanner) {
  // The script can come twice, when one leaves the page and returns.
  root.dataset.scanner = "";
  let reading = false;
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("[data-scan]");
    const field = button?.form?.elements.namedItem("form[code]");
    if (!field || reading) return;
    reading = true;
    say(button, "");
    try {
      const code = await read(button.dataset);
      if (code) {
        field.value = code;
        button.form.requestSubmit();
      }
    } catch {
      say(button, button.dataset.scanFailed);
    } finally {
      reading = false;
    }
  });
  if (await camera().catch(() => false)) root.dataset.camera = "";
}
