// WebSocket frames as bytes: good ones, broken ones, and none at all.
import { mutate } from './random.mjs';

/** A frame as a client sends it. `claimed`: the length it says it has, if that is a lie. */
function frame(
  random,
  { opcode, fin = true, masked = true, payload, claimed = payload.length, reserved = 0 },
) {
  const head = [(fin ? 0x80 : 0) | (reserved << 4) | opcode];
  const mask = masked ? 0x80 : 0;
  if (claimed < 126) head.push(mask | claimed);
  else if (claimed < 65536) head.push(mask | 126, claimed >> 8, claimed & 0xff);
  else head.push(mask | 127, ...bigEndian(claimed));
  if (!masked) return Buffer.concat([Buffer.from(head), payload]);
  const key = random.bytes(4);
  return Buffer.concat([Buffer.from(head), key, payload.map((byte, i) => byte ^ key[i % 4])]);
}

function bigEndian(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** Some frames for an open connection, as one piece of bytes. */
export function frameInput(random, message) {
  const text = Buffer.from(message);
  const good = () => frame(random, { opcode: 1, payload: text });
  switch (random.below(10)) {
    case 0:
      return good();
    case 1: {
      const at = random.below(text.length + 1);
      return Buffer.concat([
        frame(random, { opcode: 1, fin: false, payload: text.subarray(0, at) }),
        frame(random, { opcode: 9, payload: random.bytes(random.below(126)) }),
        frame(random, { opcode: 0, payload: text.subarray(at) }),
      ]);
    }
    case 2:
      return frame(random, {
        opcode: random.below(16),
        fin: random.chance(0.5),
        payload: random.bytes(random.below(200)),
      });
    case 3:
      return frame(random, { opcode: 1, payload: text, reserved: 1 + random.below(7) });
    case 4:
      return frame(random, { opcode: 1, masked: false, payload: text });
    case 5:
      return frame(random, {
        opcode: 1,
        payload: text,
        claimed: random.pick([2 ** 24, 2 ** 31, 2 ** 40, 2 ** 53]),
      });
    case 6:
      return frame(random, { opcode: 1, payload: random.bytes(1 + random.below(100)) });
    case 7:
      return frame(random, { opcode: 8, payload: random.bytes(random.below(130)) });
    case 8:
      return mutate(random, good());
    default:
      return random.bytes(1 + random.below(200));
  }
}

/** Bytes instead of a handshake. */
export function handshakeInput(random, handshake) {
  return random.chance(0.8) ? mutate(random, Buffer.from(handshake)) : random.bytes(random.below(300));
}
