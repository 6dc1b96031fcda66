/** Whoever asks the gateway and pays for it. */
export interface Client {
  /** `c-` and 16 hex digits. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** Account that pays: 64 hex digits. */
  readonly coldkey: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** What may be spent. */
  readonly balanceRao: bigint;
  /** What open queries hold; not in the balance. */
  readonly reservedRao: bigint;
  /** Everything that was credited and charged, ever. */
  readonly creditedRao: bigint;
  readonly chargedRao: bigint;
  /** How many receipts there are; the last one's number. */
  readonly receipts: number;
}

/** An API key as it is kept: of the key itself only a hash. */
export interface KeyRecord {
  readonly clientId: string;
  /** First characters of the key, to tell keys apart by. */
  readonly prefix: string;
  readonly createdAt: number;
  readonly revokedAt?: number;
}

/** What an open query holds. */
export interface Reservation {
  readonly clientId: string;
  readonly rao: bigint;
}

/** A transfer to the deposit address, in a final block. */
export interface Deposit {
  /** Index of its event in the block. */
  readonly index: number;
  /** Account, 64 hex digits. */
  readonly from: string;
  readonly rao: bigint;
}

/** A deposit as it is kept; without a client nobody has registered its coldkey yet. */
export interface Credit extends Deposit {
  readonly block: number;
  readonly clientId?: string;
}

/** What is charged for one answer, signed by the gateway's hotkey. */
export interface Receipt {
  /** SS58 of the gateway's hotkey. */
  readonly gateway: string;
  readonly clientId: string;
  /** 1 for the client's first. */
  readonly number: number;
  /** UUID of the query. */
  readonly queryId: string;
  readonly netuid: number;
  /** SHA-256 in hex: of the task's bytes, and of the answer's. */
  readonly requestHash: string;
  readonly responseHash: string;
  /** SS58 of the miners that the answer is of; several where one died and another went on. */
  readonly miners: readonly string[];
  readonly priceRao: bigint;
  /** What may be spent after it. */
  readonly balanceAfterRao: bigint;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 128 hex digits: sr25519 over `receiptPayload`. */
  readonly signature: string;
}

/** An answer that is given again to the same idempotency key. */
export interface KeptAnswer {
  readonly requestHash: string;
  readonly number: number;
  readonly at: number;
  /** JSON of the answer, without its receipt. */
  readonly answer: string;
}
