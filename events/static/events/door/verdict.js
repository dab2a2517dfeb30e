// Decides what a ticket or a code means at this door. Pure: what it needs comes in, what it finds goes out.
const DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' });

export const ADMITS = new Set(['welcome', 'companion', 'unlisted']);
export const CAUTIONS = new Set(['companion', 'unlisted', 'already', 'replaced', 'wrongDay', 'wrongHall', 'elsewhere', 'held']);

/** A scanned ticket: `ticket` as parsed or null, `genuine`, `party` [version, seats, state, sealed] or undefined, `here`. */
export function ofTicket({ ticket, genuine, party, here, bundle, now }) {
  if (!ticket) return { verdict: 'foreign' };
  if (!genuine) return { verdict: 'forged' };
  if (ticket.dateId !== bundle.date.id) return elsewhere(ticket, bundle, now);
  if (!party || ticket.version > party[0]) return seated('unlisted', ticket.seats, here, bundle);
  if (ticket.version < party[0]) return { verdict: 'replaced' };
  return ofParty(party, here, bundle);
}

/** A typed code, or a party found by its name. */
export function ofCode({ party, here, bundle }) {
  return party ? ofParty(party, here, bundle) : { verdict: 'unknownCode' };
}

function ofParty([, seats, state], here, bundle) {
  if (state === 'x') return { verdict: 'cancelled' };
  if (state === 'h') return { verdict: 'held' };
  return seated('welcome', seats, here, bundle);
}

function seated(verdict, seats, here, bundle) {
  if (bundle.date.cancelled) return { verdict: 'calledOff', date: bundle.date };
  if (here >= seats) return { verdict: 'already', seats, here };
  if (here > 0) return { verdict: 'companion', seats, here };
  return { verdict, seats, here };
}

function elsewhere(ticket, bundle, now) {
  const date = bundle.nearby[ticket.dateId];
  if (!date) return { verdict: 'elsewhere' };
  if (date.cancelled) return { verdict: 'calledOff', date };
  if (date.ends <= now) return { verdict: 'over', date };
  const today = DAY.format(date.starts) === DAY.format(bundle.date.starts);
  return { verdict: today ? 'wrongHall' : 'wrongDay', date };
}
