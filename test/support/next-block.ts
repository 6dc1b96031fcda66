import {
  blockEmissionForIssuance,
  createYuma,
  emitThroughHotkey,
  isBlockOfEpoch,
  rootEpoch,
  splitOwnerCut,
  type YumaEngine,
} from '@yumanet/yuma-core';
import type { Economy, Network } from './economy.js';

/** What a block without transactions leaves behind: all that moves rao. */
export interface Moved {
  readonly block: bigint;
  readonly issuance: bigint;
  readonly balances: Economy['balances'];
  readonly stakes: Economy['stakes'];
  readonly networks: readonly Pick<Network, 'netuid' | 'emission' | 'pending' | 'loaded'>[];
}

/** That part of an economy. `loaded` in uid order. */
export const movedPart = ({ block, issuance, balances, stakes, networks }: Economy): Moved => ({
  block,
  issuance,
  balances,
  stakes,
  networks: networks.map(({ netuid, emission, pending, loaded }) => ({ netuid, emission, pending, loaded })),
});

/**
 * The next block by yuma-core's formulas alone, from what a client reads after this one. It knows nothing of the
 * runtime: root's shares, then what is loaded is paid, then owners' cuts and the epochs that are due.
 */
export function nextBlock(
  before: Economy,
  yuma: YumaEngine = createYuma({ backend: 'reference' }),
): Moved & { readonly epochs: readonly number[] } {
  const block = before.block + 1n;
  const shares = rootShares(before, block);
  const stakes = new Map([...before.stakes].map(([hotkey, of]) => [hotkey, new Map(of)]));
  const balances = new Map(before.balances);
  let { issuance } = before;
  for (const [hotkey, server, validator] of before.networks.flatMap(({ loaded }) => loaded)) {
    pay(before, stakes, hotkey, server, validator);
    issuance += server + validator;
  }
  const epochs: number[] = [];
  const networks = before.networks.map((network) => {
    const { netuid, tempo, owner } = network;
    const emission = shares?.get(netuid) ?? network.emission;
    const { ownerRao, pendingRao } = splitOwnerCut(emission, owner === undefined ? null : before.ownerCut);
    if (owner !== undefined) balances.set(owner, (balances.get(owner) ?? 0n) + ownerRao);
    issuance += ownerRao;
    const pending = network.pending + pendingRao;
    if (!isBlockOfEpoch(netuid, tempo, block)) return { netuid, emission, pending, loaded: [] };
    epochs.push(netuid);
    return { netuid, emission, pending: 0n, loaded: epoch(network, stakes, block, pending, yuma) };
  });
  return { block, issuance, balances, stakes, networks, epochs };
}

function rootShares(before: Economy, block: bigint): Map<number, bigint> | undefined {
  const { root, rootValidators, netuids } = before;
  if (!isBlockOfEpoch(0, root.tempo, block)) return undefined;
  const blockEmissionRao = blockEmissionForIssuance(before.issuance);
  const shares = rootEpoch({ validators: rootValidators, netuids, ...root, blockEmissionRao });
  return shares && new Map(netuids.map((netuid, k) => [netuid, shares[k]!]));
}

type Stakes = Map<string, Map<string, bigint>>;

const total = (stakes: Stakes, hotkey: string): bigint =>
  [...(stakes.get(hotkey)?.values() ?? [])].reduce((sum, rao) => sum + rao, 0n);

function pay(before: Economy, stakes: Stakes, hotkey: string, server: bigint, validator: bigint): void {
  const of = stakes.get(hotkey) ?? new Map<string, bigint>();
  const added = emitThroughHotkey({
    take: before.takes.get(hotkey) ?? null,
    stakes: of,
    owner: before.owners.get(hotkey)!,
    totalHotkeyStakeRao: total(stakes, hotkey),
    serverEmissionRao: server,
    validatorEmissionRao: validator,
  });
  for (const [coldkey, rao] of added) of.set(coldkey, (of.get(coldkey) ?? 0n) + rao);
  stakes.set(hotkey, of);
}

function epoch(
  { epoch: stored, hotkeys }: Network,
  stakes: Stakes,
  block: bigint,
  raoEmission: bigint,
  yuma: YumaEngine,
): Network['loaded'] {
  const output = yuma.runEpoch({
    ...stored,
    currentBlock: block,
    raoEmission,
    stake: BigUint64Array.from(hotkeys.map((hotkey) => total(stakes, hotkey))),
  });
  return hotkeys.map((hotkey, uid) => [
    hotkey,
    output.serverEmissionRao[uid]!,
    output.validatorEmissionRao[uid]!,
  ]);
}
