import type { EconomyState, LoadedPayment, Payee } from '@yumanet/subtensor';
import {
  ROOT_NETUID,
  TOTAL_SUPPLY_RAO,
  blockEmissionForIssuance,
  delegateTake,
  isBlockOfEpoch,
  rootEpoch,
  splitOwnerCut,
  stakeShare,
} from '@yumanet/yuma-core';
import type { LedgerEntry } from './ledger-entry.js';

/** An entry before it has its place in a block. */
export type Flow = Omit<LedgerEntry, 'block' | 'index'>;

/** What a block's step must do, by the rules alone. Amounts in rao. */
export interface StepFlows {
  readonly flows: readonly Flow[];
  /** Paid to balances of owners, in the order of payment. */
  readonly ownerCuts: readonly { readonly netuid: number; readonly owner: string; readonly rao: bigint }[];
  /** Added to stake: by hotkey, then coldkey. */
  readonly paid: ReadonlyMap<string, ReadonlyMap<string, bigint>>;
  /** Pending before the block's epochs are taken out. */
  readonly pending: ReadonlyMap<number, bigint>;
  /** Netuids whose epoch is due. */
  readonly due: readonly number[];
  /** What loaded emission stays: of networks that have no tempo. */
  readonly undrained: ReadonlyMap<number, readonly LoadedPayment[]>;
}

/**
 * The step of the block after `before`, in the chain's order: root's shares, payment of what is loaded, owners' cuts and
 * what is pending. Written from yuma-core's formulas; knows nothing of the runtime's code.
 */
export function blockStepFlows(before: EconomyState): StepFlows {
  const block = before.block + 1;
  const shares = rootShares(before);
  const flows: Flow[] = [];
  const payees = new Map(before.payees.map(([hotkey, payee]) => [hotkey, moving(payee)]));
  const loaded = new Map(before.loaded);
  const tempos = new Set(before.subnets.map(({ netuid }) => netuid));
  for (const { netuid } of before.subnets)
    for (const payment of loaded.get(netuid) ?? []) {
      const payee = payees.get(payment[0]);
      if (payee) pay(flows, netuid, before.block, payment, payee);
    }
  const pending = new Map(before.pending);
  const ownerCuts: { netuid: number; owner: string; rao: bigint }[] = [];
  const due: number[] = [];
  for (const { netuid, tempo, owner, emissionRao } of before.subnets) {
    const rao = shares?.get(netuid) ?? emissionRao;
    if (netuid === ROOT_NETUID) {
      flows.push(flow('root', netuid, 'emission', 'unissued', rao, 'share of netuid 0: never issued'));
      continue;
    }
    const cut = owner === undefined ? null : before.ownerCut;
    const { ownerRao, pendingRao } = splitOwnerCut(rao, cut);
    if (owner !== undefined) {
      ownerCuts.push({ netuid, owner, rao: ownerRao });
      flows.push(
        flow('owner', netuid, 'emission', `balance:${owner}`, ownerRao, `trunc(${rao} × ${cut} / 65535)`),
      );
    }
    const basis = `trunc(${rao} less the owner’s cut), kept until the epoch`;
    flows.push(flow('pending', netuid, 'emission', `pending:${netuid}`, pendingRao, basis));
    const dust = rao - ownerRao - pendingRao;
    flows.push(flow('dust', netuid, 'emission', 'dust', dust, 'fraction of the owner’s cut, not rounded'));
    pending.set(netuid, (pending.get(netuid) ?? 0n) + pendingRao);
    if (isBlockOfEpoch(netuid, tempo, BigInt(block))) due.push(netuid);
  }
  return {
    flows: flows.filter(({ rao }) => rao !== 0n),
    ownerCuts,
    paid: new Map([...payees].map(([hotkey, { added }]) => [hotkey, added])),
    pending,
    due,
    undrained: new Map(before.loaded.filter(([netuid]) => !tempos.has(netuid))),
  };
}

/** Rao per block by netuid where root's epoch is due; undefined: as they were. */
function rootShares({ root, issued }: EconomyState): Map<number, bigint> | undefined {
  if (root === undefined) return undefined;
  const blockEmissionRao = issued >= TOTAL_SUPPLY_RAO ? 0n : blockEmissionForIssuance(issued);
  const shares = rootEpoch({ ...root, blockEmissionRao });
  return shares && new Map(shares.map((rao, k) => [root.netuids[k] ?? ROOT_NETUID, rao]));
}

interface MovingPayee {
  readonly take: number | null;
  readonly owner: string;
  readonly stakes: Map<string, bigint>;
  readonly added: Map<string, bigint>;
  totalRao: bigint;
}

const moving = ({ take, owner, totalStakeRao, stakes }: Payee): MovingPayee => ({
  take,
  owner,
  stakes: new Map(stakes),
  added: new Map(),
  totalRao: totalStakeRao,
});

/** Source: as `emitThroughHotkey` of yuma-core, which gives the sums; here each part has its name. */
function pay(flows: Flow[], netuid: number, epoch: number, payment: LoadedPayment, payee: MovingPayee): void {
  const [hotkey, serverRao, validatorRao] = payment;
  const { owner, take } = payee;
  const added = new Map<string, bigint>();
  const give = (kind: Flow['kind'], coldkey: string, rao: bigint, basis: string): void => {
    const [from, to] = [`loaded:${netuid}:${hotkey}`, `stake:${hotkey}:${coldkey}`];
    flows.push({ kind, netuid, epoch, from, to, hotkey, rao, basis });
    added.set(coldkey, (added.get(coldkey) ?? 0n) + rao);
  };
  if (take === null) {
    give(
      'validator',
      owner,
      validatorRao,
      'validator emission of a hotkey that is no delegate: to its owner',
    );
  } else {
    const takeRao = delegateTake(take, validatorRao);
    const shared = validatorRao - takeRao;
    let left = shared;
    give('take', owner, takeRao, `trunc(${validatorRao} × ${take} / 65535)`);
    for (const [coldkey, stakeRao] of payee.stakes) {
      const rao = stakeShare(stakeRao, payee.totalRao, shared);
      const basis = `trunc(${shared} × stake ${stakeRao} / ${payee.totalRao})`;
      give(coldkey === owner ? 'validator' : 'nominator', coldkey, rao, basis);
      left -= rao;
    }
    give('remainder', owner, left, 'what the truncations of the shares left: to the owner');
  }
  give('miner', owner, serverRao, 'server emission: to the owner of the hotkey');
  for (const [coldkey, rao] of added) {
    payee.added.set(coldkey, (payee.added.get(coldkey) ?? 0n) + rao);
    payee.stakes.set(coldkey, (payee.stakes.get(coldkey) ?? 0n) + rao);
    payee.totalRao += rao;
  }
}

function flow(
  kind: Flow['kind'],
  netuid: number,
  from: string,
  to: string,
  rao: bigint,
  basis: string,
): Flow {
  return { kind, netuid, epoch: undefined, from, to, hotkey: undefined, rao, basis };
}
