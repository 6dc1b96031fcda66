import type { MinerVerdict, Round } from '@yumanet/proto/validator/v1';
import { formatAccount, parseHotkey } from '@yumanet/units';
import type { Observation } from '../scores/score-book.js';
import type { Conducted } from './conduct-round.js';

/** Why nothing is known of a miner: no worker asked it. */
export const NOT_ASKED = 'NOT_ASKED';

/** A round as it is told: who was asked, and what came of it. */
export function toldRound({ block, asked, verdict }: Conducted): Round {
  const verdicts = new Map(verdict.miners.map((each) => [each.uid, each]));
  const queries = asked.map(({ uid, hotkey }) => told(uid, hotkey, verdicts.get(uid)));
  return { block: BigInt(block), queries };
}

function told(uid: number, hotkey: string, verdict: MinerVerdict | undefined): Round['queries'][number] {
  return {
    uid,
    hotkey: Buffer.from(parseHotkey(hotkey), 'hex'),
    error: verdict?.error ?? NOT_ASKED,
    latencyMs: verdict?.latencyMs ?? 0,
    size: verdict?.size ?? 0,
    score: verdict?.score ?? 0,
  };
}

/** What moves the scores; whom no worker asked is not among them. */
export const observationsOf = ({ verdict }: Conducted): Observation[] =>
  verdict.miners.map((each) => ({
    hotkey: addressOf(each),
    registeredAt: Number(each.registeredAt),
    score: each.score,
    memory: each.memory,
  }));

/** How long each took that was asked, by hotkey; who failed counts as slower than any. */
export const latenciesOf = ({ verdict }: Conducted): ReadonlyMap<string, number> =>
  new Map(verdict.miners.map((each) => [addressOf(each), each.error ? Infinity : each.latencyMs]));

/** SS58. */
export const addressOf = ({ hotkey }: MinerVerdict): string => formatAccount(hotkey.toString('hex'));
