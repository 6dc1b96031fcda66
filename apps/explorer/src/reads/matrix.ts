import type { Matrix, MatrixKind, MatrixRow } from '../api.js';
import type { ChainReader } from '../chain/chain-reader.js';
import { listOf, numberOf, pairsOf, raoOf, textOf } from '../chain/read-plain.js';
import type { Question, StateAt } from '../chain/state-at.js';
import type { ExplorerParts } from './explorer-parts.js';
import { summaryAt } from './subnet.js';

const ITEM = { weights: 'Weights', bonds: 'Bonds' } as const;

/** A subnet's weights or bonds: who says what of whom. @throws ServiceError SUBNET_UNKNOWN. */
export function readMatrix({ chain }: ExplorerParts, netuid: number, kind: MatrixKind): Promise<Matrix> {
  return chain.atHead(`${kind} ${netuid}`, (state) => matrixAt(chain, state, netuid, kind));
}

/** The same at a block. */
export async function matrixAt(
  chain: ChainReader,
  state: StateAt,
  netuid: number,
  kind: MatrixKind,
): Promise<Matrix> {
  const { neurons: n } = await summaryAt(chain, state, netuid);
  const uids = Array.from({ length: n }, (_, uid) => uid);
  const [all, [permits, consensus]] = await Promise.all([
    state.many(uids.map((uid): Question => [ITEM[kind], netuid, uid])),
    state.many([
      ['ValidatorPermit', netuid],
      ['Consensus', netuid],
    ]),
  ]);
  const filled = uids.flatMap((uid) => {
    const entries = pairsOf(all[uid]);
    return entries.length === 0 ? [] : [{ uid, entries, validatorPermit: listOf(permits)[uid] === true }];
  });
  const rows = await named(state, netuid, filled);
  const targets = rows.flatMap(({ entries }) => entries.map(([target]) => target + 1));
  return {
    at: state.block,
    netuid,
    kind,
    columns: netuid === 0 ? Math.max(0, ...targets) : n,
    rows,
    consensus: netuid === 0 ? [] : listOf(consensus).map(numberOf),
  };
}

async function named(
  state: StateAt,
  netuid: number,
  rows: readonly Pick<MatrixRow, 'uid' | 'entries' | 'validatorPermit'>[],
): Promise<MatrixRow[]> {
  const keys = await state.many(rows.map(({ uid }): Question => ['Keys', netuid, uid]));
  const hotkeys = keys.map(textOf);
  const stakes = await state.many(hotkeys.map((hotkey): Question => ['TotalHotkeyStake', hotkey]));
  return rows
    .map((row, k) => ({ ...row, hotkey: hotkeys[k]!, stakeRao: raoOf(stakes[k]) }))
    .sort((a, b) => (BigInt(a.stakeRao) < BigInt(b.stakeRao) ? 1 : -1));
}
