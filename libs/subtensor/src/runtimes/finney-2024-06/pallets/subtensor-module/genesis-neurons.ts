import { refusal, type AccountId, type Context } from '@yumanet/frame';
import { genesisAccount, genesisList } from '../../genesis-values.js';
import { takeUid } from './neurons/append-neuron.js';
import { increment } from './neurons/register-neuron.js';
import { writeDefault } from './networks/write-default.js';
import { ActivityCutoff, ImmunityPeriod, Kappa, MaxAllowedUids } from './storage/hyperparameters.js';
import { MaxWeightsLimit, MinAllowedWeights } from './storage/limits.js';
import * as networks from './storage/networks.js';
import * as neurons from './storage/neurons.js';
import * as registration from './storage/registration.js';

/** The network that Finney began with. Source: upstream `lib.rs`, BuildGenesisConfig of the pallet. */
const FIRST = { netuid: 3, tempo: 99, maxAllowedUids: 4096 };

/**
 * Creates that network with the neurons of a genesis entry, `neurons: [[hotkey, uid], …]`; uids are 0 … n-1, each once.
 *
 * PERF: each vector is written once, however many neurons (Finney: 4,096).
 */
export function createFirstNetwork(ctx: Context, entries: unknown): void {
  const hotkeys = readNeurons(entries);
  const { netuid, tempo, maxAllowedUids } = FIRST;
  networks.NetworksAdded.put(ctx, netuid, true);
  networks.TotalNetworks.mutate(ctx, increment);
  networks.SubnetworkN.put(ctx, netuid, hotkeys.length);
  networks.Tempo.put(ctx, netuid, tempo);
  networks.NetworkModality.put(ctx, netuid, 0);
  MaxAllowedUids.put(ctx, netuid, maxAllowedUids);
  for (const item of [Kappa, ImmunityPeriod, ActivityCutoff, MaxWeightsLimit, MinAllowedWeights])
    writeDefault(item, ctx, netuid);
  for (const item of [registration.Difficulty, networks.EmissionValues]) writeDefault(item, ctx, netuid);
  for (const item of [
    registration.RegistrationsThisInterval,
    registration.POWRegistrationsThisInterval,
    registration.BurnRegistrationsThisInterval,
  ])
    writeDefault(item, ctx, netuid);
  writeVectors(ctx, netuid, hotkeys.length);
  hotkeys.forEach((hotkey, uid) => takeUid(ctx, netuid, uid, hotkey, 0n));
}

function writeVectors(ctx: Context, netuid: number, n: number): void {
  const { Rank, Trust, Consensus, Incentive, Dividends, PruningScores, ValidatorTrust } = neurons;
  const zeros = new Array<number>(n).fill(0);
  for (const item of [Rank, Trust, Consensus, Incentive, Dividends, PruningScores, ValidatorTrust])
    item.put(ctx, netuid, zeros);
  const noRao = new Array<bigint>(n).fill(0n);
  for (const item of [neurons.Emission, neurons.LastUpdate]) item.put(ctx, netuid, noRao);
  neurons.Active.put(ctx, netuid, new Array<boolean>(n).fill(true));
  neurons.ValidatorPermit.put(ctx, netuid, new Array<boolean>(n).fill(false));
}

/** Hotkeys by uid. */
function readNeurons(entries: unknown): AccountId[] {
  const where = 'genesis.subtensorModule.neurons';
  const list = genesisList(where, entries);
  const hotkeys: AccountId[] = [];
  list.forEach((entry, i) => {
    const [hotkey, uid, ...rest] = genesisList(`${where}[${i}]`, entry);
    const fits = Number.isInteger(uid) && (uid as number) >= 0 && (uid as number) < list.length;
    if (!fits || rest.length > 0 || hotkeys[uid as number] !== undefined)
      throw refusal('BAD_GENESIS', `${where}[${i}]`, `[hotkey, uid of its own below ${list.length}]`, entry);
    hotkeys[uid as number] = genesisAccount(`${where}[${i}][0]`, hotkey);
  });
  if (hotkeys.length > FIRST.maxAllowedUids)
    throw refusal('BAD_GENESIS', where, `at most ${FIRST.maxAllowedUids}`, hotkeys.length);
  return hotkeys;
}
