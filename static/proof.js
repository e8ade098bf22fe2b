// Solves a challenge of ALTCHA's protocol: finds the number whose hash, with the salt before it,
// is the challenge. Loaded only when the server asks for a proof.

// So many hashes are asked for at once: the browser computes them beside the page.
const BATCH = 500;

export default async ({ maxnumber, ...rest }) => {
  const goal = BigInt(`0x${rest.challenge.slice(0, 16)}`);
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxnumber; number += BATCH) {
    const hashes = await Promise.all(
      Array.from({ length: BATCH }, (_, at) => crypto.subtle.digest(rest.algorithm, encoder.encode(rest.salt + (number + at)))),
    );
    const at = hashes.findIndex((hash) => new DataView(hash).getBigUint64() === goal);
    if (at >= 0) return btoa(JSON.stringify({ ...rest, number: number + at }));
  }
};
