import { CallContext, type FrameRuntime, type RuntimeHost } from '@yumanet/frame';
import { accountForIssuance, unaccountedChange, type IssuanceAccount } from '@yumanet/subtensor';
import { toHex } from '../bytes.js';
import type { Block } from './block/block.js';
import type { ChainStore } from './state/chain-store.js';
import { Overlay } from './state/overlay.js';

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
  private last: { readonly hash: string; readonly account: IssuanceAccount } | undefined;

  constructor(
    private readonly runtime: FrameRuntime,
    private readonly host: RuntimeHost,
    private readonly store: ChainStore,
    private readonly onBroken: (found: BrokenIssuance) => void,
  ) {}

  /** Where every rao was after the newest block that was looked at. */
  get account(): IssuanceAccount | undefined {
    return this.last?.account;
  }

  /** Looks at the newest block. */
  onBlock({ header: { number, parentHash }, hash }: Block): void {
    const before =
      this.last?.hash === toHex(parentHash)
        ? this.last.account
        : accountForIssuance(this.context(number - 1));
    const ctx = this.context(number);
    const account = accountForIssuance(ctx);
    this.last = { hash: toHex(hash), account };
    const moved = account.unaccounted - before.unaccounted;
    const change = unaccountedChange(ctx);
    if (change === undefined || (change.least <= moved && moved <= change.most)) return;
    this.brokenBlocks++;
    this.onBroken({ number, hash: toHex(hash), moved, ...change, account });
  }

  private context(number: number): CallContext {
    return new CallContext(this.runtime.linked, new Overlay(this.store.stateAt(number)), this.host);
  }
}
