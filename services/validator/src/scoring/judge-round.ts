import { createHash } from 'node:crypto';
import type {
  MinerAnswer,
  MinerVerdict,
  PartAnswers,
  RoundPlan,
  RoundVerdict,
} from '@yumanet/proto/validator/v1';
import { messageOf } from '@yumanet/service-kit';
import type { AnyMechanism, Round } from '@yumanet/subnet-kit';
import { formatAccount } from '@yumanet/units';
import { codeOf } from '../round/query-miner.js';
import { memoriesOf } from './round-maker.js';

type MadeRound = Round<unknown, unknown>;

/** Judges what came of a round's parts, by the mechanism: the same parts give the same verdict, whoever judges. */
export async function judgeRound(
  mechanism: AnyMechanism,
  made: MadeRound,
  { miners }: RoundPlan,
  parts: readonly PartAnswers[],
): Promise<RoundVerdict['miners']> {
  const answerOf = new Map(parts.flatMap(({ answers }) => answers).map((each) => [each.uid, each]));
  const heard = miners.flatMap((miner) => {
    const answer = answerOf.get(miner.uid);
    const hotkey = formatAccount(miner.hotkey.toString('hex'));
    return answer ? [{ miner, hotkey, ...read(mechanism, answer) }] : [];
  });
  const valid = heard.filter(({ error }) => error === '');
  const answers = new Map(valid.map(({ hotkey, answer }) => [hotkey, answer]));
  const observed = new Map(valid.map(({ hotkey, latencyMs }) => [hotkey, { latencyMs }]));
  const judged = only(made, new Set(heard.map(({ hotkey }) => hotkey)));
  const scores = await mechanism.score.score(judged, answers, observed);
  const remembered = mechanism.score.remember?.(judged, answers, memoriesOf(miners));
  return heard.map(({ miner, hotkey, error, detail, latencyMs, body }): MinerVerdict => {
    const memory = remembered?.get(hotkey);
    const isValid = error === '';
    return {
      uid: miner.uid,
      hotkey: miner.hotkey,
      registeredAt: miner.registeredAt,
      error,
      detail,
      latencyMs,
      size: body.length,
      score: isValid ? Math.min(1, Math.max(0, scores.get(hotkey) ?? 0)) : undefined,
      memory: memory && Buffer.from(memory),
      askedDigest: isValid ? digest(mechanism.task.codec.encode(made.asks.get(hotkey))) : Buffer.alloc(0),
      answerDigest: isValid ? digest(body) : Buffer.alloc(0),
    };
  });
}

function read(mechanism: AnyMechanism, { error, detail, latencyMs, body }: MinerAnswer) {
  const heard = { latencyMs, body };
  if (error !== '') return { ...heard, error, detail, answer: undefined };
  try {
    return { ...heard, error, detail, answer: mechanism.handler.codec.decode(body) };
  } catch (thrown) {
    return { ...heard, error: codeOf(thrown), detail: messageOf(thrown), answer: undefined };
  }
}

/** A round of those who were asked: silence is judged, and nobody was silent whom no worker asked. */
const only = ({ asks, secret }: MadeRound, hotkeys: ReadonlySet<string>): MadeRound => ({
  asks: new Map([...asks].filter(([hotkey]) => hotkeys.has(hotkey))),
  secret,
});

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
