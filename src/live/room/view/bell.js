// A soft bell. Silent until somebody switched it on.
let context, isOn = false;

export function allow(on) {
  isOn = on;
  if (on) context ??= new AudioContext();
  if (on && context.state === "suspended") context.resume();
  if (on) strike(1);
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
