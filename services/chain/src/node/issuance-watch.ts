import { CallContext, type FrameRuntime, type RuntimeHost } from '@yumanet/frame';
import {
  ISSUANCE_TOTALS,
  accountForIssuance,
  unaccountedChange,
  type IssuanceAccount,
} from '@yumanet/subtensor';
import { toHex } from '../bytes.js';
import type { Block } from './block/block.js';
import type { ChainStore } from './state/chain-store.js';
import { Overlay, type StateChanges } from './state/overlay.js';

/** A block after which issuance, balances, stake and locks do not add up. All in rao. */
export interface BrokenIssuance {
  readonly number: number;
  readonly hash: string;
  /** By how much `unaccounted` moved, and the bounds that the block's events explain. */
  readonly moved: bigint;
  readonly least: bigint;
  readonly most: bigint;
  readonly account: IssuanceAccount;
}

/**
 * The invariant of the economy, block by block: TotalIssuance = Σ balances + Σ stake + Σ locks, but for what the block's
 * events name. A few reads per block.
 */
export class IssuanceWatch {
  /** Blocks after which something did not add up. */
  brokenBlocks = 0;
  private last: { readonly hash: string; readonly unaccounted: bigint } | undefined;

  constructor(
    private readonly runtime: FrameRuntime,
    private readonly host: RuntimeHost,
    private readonly store: ChainStore,
    private readonly onBroken: (found: BrokenIssuance) => void,
  ) {}

  /** Where every rao is after the newest block. */
  get account(): IssuanceAccount {
    return accountForIssuance(this.context(this.store.head));
  }

  /** Looks at the newest block; `changes` is what it did to the state. */
  onBlock({ header: { number, parentHash }, hash }: Block, changes: StateChanges): void {
    const known = this.last?.hash === toHex(parentHash) ? this.last.unaccounted : undefined;
    // PERF: most blocks move nothing of it.
    if (known !== undefined && !movesTotals(changes)) {
      this.last = { hash: toHex(hash), unaccounted: known };
      return;
    }
    const before = known ?? accountForIssuance(this.context(number - 1)).unaccounted;
    const ctx = this.context(number);
    const account = accountForIssuance(ctx);
    this.last = { hash: toHex(hash), unaccounted: account.unaccounted };
    const moved = account.unaccounted - before;
    const change = unaccountedChange(ctx);
    if (change === undefined || (change.least <= moved && moved <= change.most)) return;
    this.brokenBlocks++;
    this.onBroken({ number, hash: toHex(hash), moved, ...change, account });
  }

  private context(number: number): CallContext {
    return new CallContext(this.runtime.linked, new Overlay(this.store.stateAt(number)), this.host);
  }
}

function movesTotals(changes: StateChanges): boolean {
  for (const key of changes.keys()) if (ISSUANCE_TOTALS.some((prefix) => key.startsWith(prefix))) return true;
  return false;
}
