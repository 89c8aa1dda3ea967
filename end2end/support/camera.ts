import { writeFile } from "node:fs/promises";
import { type Browser, chromium, type LaunchOptions, type Locator } from "@playwright/test";

const size = { width: 640, height: 480 };

/** What Chromium does when a page asks for the camera, in place of asking somebody. */
type Answer = "allow" | "deny";

/**
 * A browser on a device with a camera: the made-up one of Chromium, which plays the file `film`. Asking for it, the
 * picture and reading the code in it are as on a phone.
 */
export function seeing(film: string, answer: Answer, { args = [], ...options }: LaunchOptions): Promise<Browser> {
  const ui = answer === "allow" ? "" : "=deny";
  const camera = ["--use-fake-device-for-media-stream", `--use-fake-ui-for-media-stream${ui}`];
  return chromium.launch({ ...options, args: [...args, ...camera, `--use-file-for-fake-video-capture=${film}`] });
}

/** Makes a film of one frame, in which somebody holds up what is shown. */
export async function filmed(shown: Locator, film: string): Promise<void> {
  const picture = (await shown.screenshot()).toString("base64");
  const grey = Buffer.from(await shown.page().evaluate(look, { picture, ...size }), "base64");
  // How light every point is, and no colour.
  const head = `YUV4MPEG2 W${size.width} H${size.height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`;
  await writeFile(film, Buffer.concat([Buffer.from(head), grey, Buffer.alloc(grey.length / 2, 128)]));
}

/** Runs in a page: how light a picture is at every point, to an eye before which it is held a little askew. */
async function look({ picture, width, height }: { picture: string; width: number; height: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const eye = new OffscreenCanvas(width, height).getContext("2d")!;
  eye.fillStyle = "#777";
  eye.fillRect(0, 0, width, height);
  eye.translate(width / 2, height / 2);
  eye.rotate(0.15);
  eye.drawImage(image, -170, -170, 340, 340);
  const { data } = eye.getImageData(0, 0, width, height);
  let grey = "";
  for (let at = 0; at < data.length; at += 4) grey += String.fromCharCode(data[at]!);
  return btoa(grey);
}
