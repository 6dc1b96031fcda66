/** Format of what is remembered. */
const VERSION = 1;
const ACCOUNT_BYTES = 16;
const NONCE_BYTES = 16;
const ID_BYTES = 32;

/** What a validator knows of one miner: 33 bytes and 32 for each chunk. */
export interface Memory {
  /** Under which name the miner keeps this validator's chunks; hex. */
  readonly account: string;
  /**
   * What the next challenge is drawn from; hex. It changes only when a challenge is answered: whoever is silent is asked the same
   * again, and cannot wait for a challenge that suits him.
   */
  readonly nonce: string;
  /** Ids of the chunks that the miner took, oldest first; hex. */
  readonly held: readonly string[];
}

export function encodeMemory({ account, nonce, held }: Memory): Uint8Array {
  const hex = [account, nonce, ...held].join('');
  return Buffer.concat([Uint8Array.of(VERSION), Buffer.from(hex, 'hex')]);
}

/** Undefined for nothing, and for what another version wrote: the miner begins anew. */
export function decodeMemory(bytes: Uint8Array | undefined): Memory | undefined {
  if (bytes?.[0] !== VERSION) return undefined;
  const hex = Buffer.from(bytes.subarray(1)).toString('hex');
  const [account, nonce] = [
    hex.slice(0, 2 * ACCOUNT_BYTES),
    hex.slice(2 * ACCOUNT_BYTES).slice(0, 2 * NONCE_BYTES),
  ];
  const ids = hex.slice(2 * (ACCOUNT_BYTES + NONCE_BYTES));
  return { account, nonce, held: ids.match(new RegExp(`.{${2 * ID_BYTES}}`, 'g')) ?? [] };
}
