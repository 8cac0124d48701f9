import { createHash } from 'node:crypto';

const SYLLABLES = 'ba de fi go ku la mo ne pi ro su ta ve wo zu bran clim drost fleg grun'.split(' ');

/** Draws that depend on nothing but their parts. */
export function draws(...parts) {
  const seed = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  let count = 0;
  return (below) => {
    const digest = createHash('sha256')
      .update(`${seed}/${(count += 1)}`)
      .digest();
    return digest.readUInt32BE(0) % below;
  };
}

const word = (draw) => Array.from({ length: 2 + draw(2) }, () => SYLLABLES[draw(SYLLABLES.length)]).join('');
export const words = (draw, count) => Array.from({ length: count }, () => word(draw)).join(' ');

const UNREADABLE_OF_100 = 20;
/** Whether a judge forgets what it was asked for, so that the second ask and the constrained one occur too. */
export const isUnreadable = (draw) => draw(100) < UNREADABLE_OF_100;
