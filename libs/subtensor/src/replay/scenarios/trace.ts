import { ReplayChain } from '../chain.js';
import { readCall } from '../calls.js';
import { compareBlock } from '../compare-block.js';
import { expectEqual } from '../difference.js';
import { asList, asText, number, object, objects, text, type JsonObject } from '../fields.js';
import { findItem } from '../items.js';
import { Labels } from '../labels.js';
import { loadState } from '../load-state.js';
import type { Scenario } from '../scenario.js';

/** A trace: state, then blocks with real calls; every result, fee and net storage change is compared. */
export const trace: Scenario = (line, { runtime }) => {
  const labels = new Labels(object(line, 'accounts'));
  const chain = new ReplayChain(runtime);
  loadState(chain.context(), labels, object(line, 'state'));
  const hashes = workHashes(line);
  for (const step of objects(line, 'steps')) {
    const block = number(step, 'b');
    chain.state.mark();
    chain.initialize(block, hashes.get(block - 1));
    applyTransactions(chain, labels, step, block);
    chain.finalize();
    compareBlock(chain.context(), chain.state, labels, `block ${block}`, object(step, 'd'));
  }
  if (line['end'] !== undefined) compareEnd(chain, object(line, 'end'));
};

function applyTransactions(chain: ReplayChain, labels: Labels, step: JsonObject, block: number): void {
  if (step['tx'] === undefined) return;
  objects(step, 'tx').forEach((tx, i) => {
    const call = readCall(chain.context(), labels, tx['call'], tx['args']);
    const where = `block ${block} tx ${i} ${String(tx['call'])}`;
    expectEqual(where, text(tx, 'r'), chain.apply(labels.account(text(tx, 'by')), call));
    // The timestamp is the block's extrinsic 0.
    expectEqual(`${where} fee`, tx['fee'] ?? 0, feeOf(chain, i + 1));
  });
}

function feeOf(chain: ReplayChain, extrinsic: number): bigint {
  const paid = chain
    .events()
    .find((event) => event.name === 'TransactionFeePaid' && event.extrinsic === extrinsic);
  return paid === undefined ? 0n : (paid.value as { actual_fee: bigint }).actual_fee;
}

/** Hashes of blocks that a proof of work names: made by the recording chain, so they cannot be recomputed. */
function workHashes(line: JsonObject): ReadonlyMap<number, string> {
  if (line['pow'] === undefined) return new Map();
  return new Map(
    asList('pow', line['pow']).map((each) => {
      const work = each as JsonObject;
      return [number(work, 'work_block'), asText('block_hash', work['block_hash']).slice(2)] as const;
    }),
  );
}

function compareEnd(chain: ReplayChain, end: JsonObject): void {
  const ctx = chain.context();
  for (const [name, value] of Object.entries(end))
    expectEqual(`end ${name}`, value, findItem(ctx, name).get(ctx));
}
