import type { ApiPromise } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import { addressOf } from '../account.js';
import { read } from '../storage.js';
import { submitAll } from '../submit.js';
import type { Neuron, Topology, ValidatorNeuron } from './topology/topology.js';

type Tx = SubmittableExtrinsic<'promise'>;

const ROOT = 0;

/**
 * Registers, stakes and seats on root whoever lacks it; each coldkey's all in one transaction. The services would do it themselves,
 * one after the other: a coldkey's transactions of two processes are in each other's way.
 */
export async function registerNeurons(
  api: ApiPromise,
  { subnets }: Topology,
  netuids: readonly number[],
): Promise<void> {
  const calls = new Map<string, Tx[]>();
  const add = ({ coldkey }: Neuron, tx: Tx): void =>
    void calls.set(coldkey, [...(calls.get(coldkey) ?? []), tx]);
  for (const [i, { validators, miners }] of subnets.entries())
    for (const neuron of [...validators, ...miners])
      for (const tx of await missingOf(api, neuron, netuids[i]!)) add(neuron, tx);
  const batches = [...calls].map(
    ([coldkey, txs]) => [coldkey, api.tx['utility']!['batchAll']!(txs)] as const,
  );
  await submitAll(api, batches);
}

async function missingOf(api: ApiPromise, neuron: Neuron | ValidatorNeuron, netuid: number): Promise<Tx[]> {
  const call = (name: string, ...args: unknown[]): Tx => api.tx['subtensorModule']![name]!(...args);
  const [hotkey, coldkey] = [await addressOf(neuron.hotkey), await addressOf(neuron.coldkey)];
  const isOn = async (subnet: number) => !(await read(api, 'uids', subnet, hotkey)).isEmpty;
  const missing = (await isOn(netuid)) ? [] : [call('burnedRegister', netuid, hotkey)];
  if (!('stakeRao' in neuron)) return missing;
  const lacking = neuron.stakeRao - (await read(api, 'stake', hotkey, coldkey)).toBigInt();
  if (lacking > 0n) missing.push(call('addStake', hotkey, lacking));
  // Its weights there it sets itself: who is paid before anybody judges is paid by stake alone.
  if (neuron.root && !(await isOn(ROOT))) missing.push(call('rootRegister', hotkey));
  return missing;
}
