// Reads tickets as events/ticketing.py writes them: what they say, whether we signed them, and what they open.
const MARK = 'TP';
const PATTERN = /^TP[A-Z2-7]{120}$/;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const REFERENCE_LENGTH = 6;
const CLAIM_BYTES = 11;
const encode = (text) => new TextEncoder().encode(text);

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

/** Returns what a ticket says, or null for any other text. */
export function parse(text) {
  const ticket = text.trim();
  if (!PATTERN.test(ticket)) return null;
  const raw = fromBase32(ticket.slice(MARK.length));
  const view = new DataView(raw.buffer);
  return {
    text: ticket,
    claim: raw.slice(0, CLAIM_BYTES),
    signature: raw.slice(CLAIM_BYTES),
    dateId: view.getUint32(0),
    reference: referenceOf(view.getUint32(4)),
    version: view.getUint16(8),
    seats: view.getUint8(10),
  };
}

/** Returns a typed code without blanks and dashes, or null where it can't be one. */
export function plainCode(typed) {
  const code = typed.replace(/[\s\-\u2010-\u2015_.]/g, '').toUpperCase();
  const possible = code.length === REFERENCE_LENGTH && [...code].every((letter) => ALPHABET.includes(letter));
  return possible ? code : null;
}

export const shownCode = (reference) => `${reference.slice(0, 3)}-${reference.slice(3)}`;

/** Tells whether we signed a ticket: by the browser's own Ed25519, else by the library beside us. */
export async function isGenuine(ticket, publicKey) {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, key, ticket.signature, ticket.claim);
  } catch {
    return isGenuineByLibrary(ticket, publicKey);
  }
}

/** The same for browsers that know no Ed25519. */
export async function isGenuineByLibrary(ticket, publicKey) {
  const { verifyAsync } = await import('../../portal/vendor/noble-ed25519.js');
  return verifyAsync(ticket.signature, ticket.claim, publicKey);
}

/** Returns under which name the list knows a code. */
export async function hidden(reference, salt) {
  const digest = await crypto.subtle.digest('SHA-256', encode(`${salt}${reference}`));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 24);
}

/** Opens what the list holds of a party, with the ticket that alone has the key; null where it does not fit. */
export async function unseal(sealed, ticket) {
  if (!sealed) return null;
  try {
    const secret = await crypto.subtle.importKey('raw', ticket.signature, 'HKDF', false, ['deriveKey']);
    const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: encode('door-record') };
    const key = await crypto.subtle.deriveKey(how, secret, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
    const raw = bytesOf(sealed);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: raw.slice(0, 12) }, key, raw.slice(12));
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    return null;
  }
}

function fromBase32(letters) {
  const raw = new Uint8Array((letters.length * 5) / 8);
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const letter of letters) {
    value = ((value << 5) | BASE32.indexOf(letter)) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      raw[at] = (value >> bits) & 0xff;
      at += 1;
    }
  }
  return raw;
}

function referenceOf(number) {
  let rest = number;
  let letters = '';
  for (let place = 0; place < REFERENCE_LENGTH; place += 1) {
    letters = ALPHABET[rest % ALPHABET.length] + letters;
    rest = Math.floor(rest / ALPHABET.length);
  }
  return letters;
}
