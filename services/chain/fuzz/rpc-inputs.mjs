// Messages to a JSON-RPC server: requests that nearly make sense, batches of them, and broken JSON.
import { mutate, ODD_NUMBERS, ODD_TEXTS } from './random.mjs';

/** Methods that change the chain at the caller's will are for developers, and mean what they do. */
const FOR_DEVELOPERS = /^(dev_|engine_)/;

/** `known`: what may be asked for, so that some requests hit: method names, hashes, storage keys, extrinsics (all hex with 0x). */
export function rpcInput(random, known) {
  const request = () => requestOf(random, known);
  const kind = random.next();
  if (kind < 0.75) return JSON.stringify(request());
  if (kind < 0.85) return JSON.stringify(Array.from({ length: random.below(12) }, request));
  if (kind < 0.97) return mutate(random, JSON.stringify(request())).toString();
  return '['.repeat(random.below(5000)) + JSON.stringify(request()) + ']'.repeat(random.below(5000));
}

function requestOf(random, known) {
  const method = random.chance(0.95)
    ? random.pick(known.methods.filter((name) => !FOR_DEVELOPERS.test(name)))
    : random.pick(ODD_TEXTS);
  const request = { jsonrpc: '2.0', id: 1 + random.below(1e9), method };
  if (random.chance(0.95))
    request.params = Array.from({ length: random.below(6) }, () => value(random, known, 0));
  if (random.chance(0.03)) request.id = random.pick([null, 'text', 1.5, {}, [], true]);
  if (random.chance(0.02)) request.jsonrpc = random.pick(['1.0', 2, null]);
  if (random.chance(0.02)) request.params = random.pick([null, {}, 'x', 7, { key: '0x00' }]);
  return request;
}

function value(random, known, depth) {
  switch (random.below(depth > 3 ? 9 : 12)) {
    case 0:
      return random.pick(known.hashes);
    case 1:
      return random.pick(known.keys);
    case 2:
      return random.pick(known.keys).slice(0, 2 + 2 * random.below(33));
    case 3:
      return random.pick(known.functions);
    case 4:
      return random.pick(known.extrinsics);
    case 5:
      return `0x${random.bytes(random.below(80)).toString('hex')}`;
    case 6:
      return random.pick(ODD_NUMBERS);
    case 7:
      return random.pick(ODD_TEXTS);
    case 8:
      return random.pick([null, true, false, 1, 2, 10, 100]);
    case 9:
      return Array.from({ length: random.below(5) }, () => value(random, known, depth + 1));
    case 10:
      return {
        key: random.pick(known.keys).slice(0, 2 + 2 * random.below(33)),
        type: random.pick([
          'value',
          'hash',
          'closestDescendantMerkleValue',
          'descendantsValues',
          'descendantsHashes',
        ]),
        returnType: random.pick(['value', 'hash', 7]),
      };
    default:
      return { [random.pick(ODD_TEXTS)]: value(random, known, depth + 1) };
  }
}
