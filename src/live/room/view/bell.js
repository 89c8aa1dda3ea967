// A soft bell. Silent until somebody switched it on; the choice stays on this device.
const KEPT = "room-bell";
let context, isOn = false;

function wake() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
}

function keep() {
  try {
    if (isOn) localStorage.setItem(KEPT, "1");
    else localStorage.removeItem(KEPT);
  } catch {
    // Where nothing may be kept it is chosen anew each time.
  }
}

export function recall() {
  try {
    isOn = localStorage.getItem(KEPT) === "1";
  } catch {
    isOn = false;
  }
  // A browser lets nothing sound before the first gesture on the page.
  const first = () => isOn && wake();
  if (isOn) for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, first, { once: true });
  return isOn;
}

export function allow(on) {
  isOn = on;
  keep();
  if (!on) return;
  wake();
  strike(1);
}

export function strike(times) {
  if (!isOn || !context) return;
  for (let n = 0; n < times; n++) {
    const at = context.currentTime + n * 0.6;
    const tone = new OscillatorNode(context, { type: "sine", frequency: 660 });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.12, at + 0.03);
    loudness.gain.exponentialRampToValueAtTime(0.0001, at + 1.4);
    tone.connect(loudness).connect(context.destination);
    tone.start(at);
    tone.stop(at + 1.5);
  }
}
