import path from "node:path";
import type { Page } from "@playwright/test";

const reader = path.resolve(import.meta.dirname, "../node_modules/jsqr/dist/jsQR.js");

/** What `reader` and `install` leave in the page. */
interface Eyes {
  jsQR: (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
  held?: ImageBitmap;
}

/**
 * Gives a page a camera, and a browser's reader of QR codes, neither of which Chromium has on a machine like this; all
 * between the two is the page's own. Called before the page is opened; returns how to hold a picture up to the camera.
 */
export async function camera(page: Page): Promise<(picture: Buffer) => Promise<void>> {
  await page.addInitScript({ path: reader });
  await page.addInitScript(install);
  return (picture) => page.evaluate(hold, picture.toString("base64"));
}

/** Runs in the page. */
function install(): void {
  // Only where the page may ask for a camera at all.
  if (!navigator.mediaDevices) return;
  const eyes = window as unknown as Eyes;
  const width = 640;
  const height = 480;
  const paper = (): CanvasRenderingContext2D =>
    Object.assign(document.createElement("canvas"), { width, height }).getContext("2d", { willReadFrequently: true })!;

  navigator.mediaDevices.getUserMedia = async () => {
    const seen = paper();
    const look = () => {
      seen.fillStyle = "#777";
      seen.fillRect(0, 0, width, height);
      if (eyes.held) seen.drawImage(eyes.held, 120, 40, 400, 400);
    };
    look();
    setInterval(look, 100);
    return seen.canvas.captureStream(10);
  };

  const detect = async (video: HTMLVideoElement) => {
    const frame = paper();
    frame.drawImage(video, 0, 0, width, height);
    const found = eyes.jsQR(frame.getImageData(0, 0, width, height).data, width, height);
    return found ? [{ rawValue: found.data }] : [];
  };
  const detector = Object.assign(function () { return { detect }; }, { getSupportedFormats: async () => ["qr_code"] });
  Object.assign(window, { BarcodeDetector: detector });
}

/** Runs in the page. */
async function hold(picture: string): Promise<void> {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  (window as unknown as Eyes).held = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
}
