// A verdict can be heard and felt: two rising notes, one note twice, or a low one. Never the only sign.
const TUNES = {
  good: [[880, 0.09], [1320, 0.14]],
  caution: [[660, 0.12], [660, 0.12]],
  bad: [[200, 0.45]],
};
const PULSES = { good: [60], caution: [60, 60, 60], bad: [300] };
let context;

/** Browsers let sound out only after a touch: called by the first one. */
export function wake() {
  context ??= 'AudioContext' in window ? new AudioContext() : null;
  context?.resume?.();
}

export function play(kind) {
  navigator.vibrate?.(PULSES[kind]);
  if (!context) return;
  let at = context.currentTime;
  for (const [pitch, length] of TUNES[kind]) {
    const note = context.createOscillator();
    const volume = context.createGain();
    note.frequency.value = pitch;
    note.type = kind === 'bad' ? 'square' : 'sine';
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + length);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + length);
    at += length + 0.05;
  }
}
