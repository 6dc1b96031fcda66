import type { BlockMoney, EconomyState } from '@yumanet/subtensor';
import { auditBlock } from './audit-block.js';
import { blockStepFlows, type Flow } from './block-step-flows.js';
import { epochFlows } from './epoch-flows.js';
import { extrinsicFlows } from './extrinsic-flows.js';
import type { BlockLedger, EpochAudit } from './ledger-entry.js';

/** A final block, and the state on both of its sides. */
export interface BlockFacts {
  /** Hex without 0x. */
  readonly hash: string;
  readonly before: EconomyState;
  /** With the hotkeys that the block paid (`paidAfter` of `before`) besides its own payees. */
  readonly after: EconomyState;
  readonly money: BlockMoney;
}

/** Hotkeys that the block after this state pays: whose stake after it is audited. */
export const paidAfter = ({ loaded }: EconomyState): string[] =>
  loaded.flatMap(([, payments]) => payments.map(([hotkey]) => hotkey));

/**
 * Every movement of rao in a block, by the rules, and what of the chain's own totals disagrees.
 *
 * @throws RangeError when the two states are not of adjacent blocks.
 */
export function blockLedger({ hash, before, after, money }: BlockFacts): BlockLedger {
  const { block } = after;
  if (before.block + 1 !== block)
    throw new RangeError(`state before block ${block}: expected that of ${block - 1}, got ${before.block}`);
  const step = blockStepFlows(before);
  const loaded = new Map(after.loaded);
  const epochs: EpochAudit[] = [];
  const flows: Flow[] = [...step.flows];
  for (const netuid of step.due) {
    const epoch = epochFlows(netuid, block, step.pending.get(netuid) ?? 0n, loaded.get(netuid) ?? []);
    flows.push(...epoch.flows);
    epochs.push(epoch.audit);
  }
  flows.push(...extrinsicFlows(before, after, money.events));
  const audit = auditBlock({ hash, before, after, money, step, epochs, flows });
  const corrections = audit.setByRoot;
  if (corrections !== undefined) flows.push(corrections);
  return { audit: audit.block, entries: flows.map((flow, index) => ({ block, index, ...flow })) };
}
