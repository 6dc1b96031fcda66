import { fromHex, toHex, type Hex } from '@yumanet/frame';
import type { ChainServiceService, StorageEntry } from '@yumanet/proto/chain/v1';
import type { GrpcClient } from '@yumanet/service-kit';
import type { StateParts } from '@yumanet/subtensor';

export type StateReads = Pick<GrpcClient<typeof ChainServiceService>, 'readState' | 'queryStorage'>;
type Found = (readonly [key: Hex, value: Uint8Array])[];

const CALL_MS = 20_000;
/** Keys, and prefixes, of one call; entries of one page. */
const AT_ONCE = 1_000;

/**
 * Reads parts of a chain's state after a block: in one call, unless they are many or large.
 *
 * @param hash hex without 0x.
 * @throws ServiceError as the chain's gRPC.
 */
export async function readParts(chain: StateReads, hash: string, parts: StateParts): Promise<Found> {
  const block = { ref: { $case: 'hash' as const, hash: Buffer.from(hash, 'hex') } };
  const [keys, prefixes] = [parts.keys, parts.prefixes].map((all) =>
    all.map((each) => Buffer.from(fromHex(each))),
  );
  const found: Found = [];
  const take = (entries: readonly StorageEntry[]): void => {
    for (const { key, value } of entries) if (value !== undefined) found.push([toHex(key), value]);
  };
  const readAll = async (prefix: Buffer): Promise<void> => {
    let startAfter = Buffer.alloc(0);
    for (let more = true; more;) {
      const asked = { prefix, pageSize: AT_ONCE, startAfter, block };
      const page = await chain.queryStorage(asked, { deadlineMs: CALL_MS });
      take(page.entries);
      startAfter = Buffer.from(page.entries.at(-1)?.key ?? []);
      ({ more } = page);
    }
  };
  let [k, p] = [0, 0];
  while (k < keys!.length || p < prefixes!.length) {
    const asked = { keys: keys!.slice(k, k + AT_ONCE), prefixes: prefixes!.slice(p, p + AT_ONCE), block };
    const { entries, keysRead, prefixesRead } = await chain.readState(asked, { deadlineMs: CALL_MS });
    take(entries);
    k += keysRead;
    p += prefixesRead;
    // Too large for one answer: page by page.
    if (keysRead + prefixesRead === 0) await readAll(prefixes![p++]!);
  }
  return found;
}
