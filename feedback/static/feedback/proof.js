// A worker that solves ALTCHA's sum: the number whose SHA-256, behind the salt, is the challenge. Own SHA-256, because
// browsers offer theirs only on https, and one short message at a time is quicker without it.
const K = new Uint32Array(64);
const START = new Uint32Array(8);
(() => { // fractions of the roots of the first primes, as the standard defines them
  const root = (x, power) => Math.floor((x ** power % 1) * 2 ** 32);
  for (let found = 0, n = 2; found < 64; n += 1) {
    let prime = true;
    for (let i = 2; i * i <= n; i += 1) if (n % i === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = root(n, 1 / 2);
    K[found] = root(n, 1 / 3);
    found += 1;
  }
})();

const w = new Uint32Array(64);
const turn = (x, n) => (x >>> n) | (x << (32 - n));

function sha256(bytes) {
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16);
  bytes.forEach((byte, i) => { words[i >> 2] |= byte << (24 - (i % 4) * 8); });
  words[bytes.length >> 2] |= 0x80 << (24 - (bytes.length % 4) * 8);
  words[words.length - 1] = bytes.length * 8;
  const hash = Uint32Array.from(START);
  for (let block = 0; block < words.length; block += 16) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) { w[i] = words[block + i]; continue; }
      const a = w[i - 15];
      const b = w[i - 2];
      w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i += 1) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    hash[0] += a;
    hash[1] += b;
    hash[2] += c;
    hash[3] += d;
    hash[4] += e;
    hash[5] += f;
    hash[6] += g;
    hash[7] += h;
  }
  return [...hash].map((word) => word.toString(16).padStart(8, '0')).join('');
}

self.addEventListener('message', ({ data: sum }) => {
  const encoder = new TextEncoder();
  for (let number = 0; number <= sum.maxnumber; number += 1) {
    if (sha256(encoder.encode(sum.salt + number)) === sum.challenge) {
      const { algorithm, challenge, salt, signature } = sum;
      self.postMessage(btoa(JSON.stringify({ algorithm, challenge, number, salt, signature })));
      return;
    }
  }
});
