// Reads QR codes from the camera: by the browser's own detector, else by jsQR, which is fetched only then.
const EVERY = 120; // milliseconds between looks: quick enough for a hand, slow enough for a battery
const WIDEST = 800;
const LIBRARY = new URL('../../portal/vendor/jsqr.js', import.meta.url);

/** Returns a function that finds the text of a QR code in a canvas, or null. */
export async function reader({ native = true } = {}) {
  if (native && 'BarcodeDetector' in window) {
    const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
    if (formats.includes('qr_code')) {
      const detector = new BarcodeDetector({ formats: ['qr_code'] });
      return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? null;
    }
  }
  if (!('jsQR' in window)) await load();
  return async (canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext('2d', { willReadFrequently: true }).getImageData(0, 0, width, height);
    return window.jsQR(data, width, height, { inversionAttempts: 'attemptBoth' })?.data || null;
  };
}

function load() {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    Object.assign(script, { src: LIBRARY.href, onload: resolve, onerror: reject });
    document.head.append(script);
  });
}

/** Shows the camera in `video` and calls `found` with the first code seen; returns a function that stops it. */
export async function scan(video, found) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
  const look = await reader();
  const canvas = document.createElement('canvas');
  video.srcObject = stream;
  await video.play();
  let running = true;
  const stop = () => {
    running = false;
    stream.getTracks().forEach((track) => track.stop());
    video.srcObject = null;
  };
  (async () => {
    while (running) {
      if (video.videoWidth) {
        const scale = Math.min(1, WIDEST / video.videoWidth);
        canvas.width = video.videoWidth * scale;
        canvas.height = video.videoHeight * scale;
        canvas.getContext('2d', { willReadFrequently: true }).drawImage(video, 0, 0, canvas.width, canvas.height);
        const text = await look(canvas).catch(() => null);
        if (text && running) { stop(); found(text); return; }
      }
      await new Promise((resolve) => { setTimeout(resolve, EVERY); });
    }
  })();
  return stop;
}
