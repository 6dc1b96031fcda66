import { createHash } from 'node:crypto';

/** Metadata of so many runtimes are kept: one of a chain before and after an upgrade, of two chains. */
const KEPT = 4;

/**
 * What was made of a content is made once.
 *
 * PERF: decoding the metadata of spec 185 takes about half a second, describing it as long again, and a process may have many
 * clients of one chain: a network's validators, all tests of a file.
 */
export function byContent<T>(make: (bytes: Uint8Array) => T): (bytes: Uint8Array) => T {
  const made = new Map<string, T>();
  return (bytes) => {
    const name = createHash('sha256').update(bytes).digest('hex');
    const known = made.get(name);
    if (known !== undefined) return known;
    const result = make(bytes);
    for (const oldest of made.keys()) {
      if (made.size < KEPT) break;
      made.delete(oldest);
    }
    made.set(name, result);
    return result;
  };
}
