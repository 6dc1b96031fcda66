/** An explanation in plain sentences: one per step of the epoch, in the epoch's order. */
import { count, list, percentOfBits, percentOfU16, taoText } from './number-text.js';
import type { EpochExplanation, ExplainedWeight, WeightOutcome } from './explain-epoch.js';

export interface ExplainedStep {
  readonly step:
    | 'activity'
    | 'stake'
    | 'permit'
    | 'weights'
    | 'consensus'
    | 'trust'
    | 'rank'
    | 'incentive'
    | 'dividends'
    | 'emission';
  readonly sentence: string;
}

/** What a step says of this neuron. @param name how the neuron is called, for example `uid 3`. */
export function explainSentences(
  epoch: EpochExplanation,
  name = `uid ${epoch.uid}`,
): readonly ExplainedStep[] {
  const steps: readonly (readonly [ExplainedStep['step'], string])[] = [
    ['activity', activity(epoch, name)],
    ['stake', stake(epoch)],
    ['permit', permit(epoch)],
    ['weights', weights(epoch)],
    ['consensus', clipping(epoch)],
    ['trust', received(epoch)],
    ['rank', rank(epoch)],
    ['incentive', incentive(epoch)],
    ['dividends', dividends(epoch)],
    ['emission', emission(epoch)],
  ];
  return steps.map(([step, sentence]) => ({ step, sentence }));
}

function activity({ active, lastUpdate, block, activityCutoff }: EpochExplanation, name: string): string {
  const age = block > lastUpdate ? block - lastUpdate : 0n;
  const blocks = count(Number(age), 'block');
  return active
    ? `${capital(name)} is active: its last update was ${blocks} before this epoch, and ${activityCutoff} are allowed.`
    : `${capital(name)} is inactive: its last update was ${blocks} before this epoch, more than the ${activityCutoff} that are allowed, so its stake does not vote.`;
}

function stake({ stakeRao, stake: share, activeStake }: EpochExplanation): string {
  if (stakeRao === 0n) return 'Its hotkey has no stake.';
  const vote =
    activeStake === 0n
      ? 'but has no vote in this epoch'
      : `and ${percentOfBits(activeStake)} of the stake that votes`;
  return `Its hotkey has ${taoText(stakeRao)}, ${percentOfBits(share)} of the subnet’s stake, ${vote}.`;
}

function permit({ permitBefore, permitAfter, maxAllowedValidators }: EpochExplanation): string {
  const places = `the ${count(maxAllowedValidators, 'largest stake')}`;
  if (permitBefore && permitAfter) return `It had a validator permit, and keeps it: it is among ${places}.`;
  if (permitBefore)
    return `It had a validator permit, and loses it for the next epoch: it is not among ${places}.`;
  if (permitAfter)
    return `It had no validator permit in this epoch, but gets one for the next: it is among ${places}.`;
  return `It has no validator permit: it is not among ${places}.`;
}

const REASONS: Readonly<Record<Exclude<WeightOutcome, 'counted'>, string>> = {
  'no permit': 'because it had no validator permit',
  self: 'because nobody’s weight on itself counts',
  'set before registration':
    'because they were set before the target registered; they count again once it sets weights anew',
  'unknown uid': 'because there is no such uid any more',
};

function weights({ weights: set }: EpochExplanation): string {
  if (set.length === 0) return 'It has set no weights.';
  const counted = set.filter(({ outcome }) => outcome === 'counted');
  const masked = (Object.keys(REASONS) as (keyof typeof REASONS)[]).flatMap((outcome) => {
    const uids = set.filter((each) => each.outcome === outcome).map(({ uid }) => String(uid));
    return uids.length === 0 ? [] : [`not on ${uidsText(uids)}, ${REASONS[outcome]}`];
  });
  const largest = [...counted].sort(byShare).slice(0, 3);
  const shares = largest.map(({ uid, normalized }) => `${percentOfBits(normalized)} on uid ${uid}`);
  const begin = `It set ${count(set.length, 'weight')}, of which ${counted.length} ${counted.length === 1 ? 'counts' : 'count'}`;
  const most = counted.length > 3 ? 'the largest being' : 'being';
  return [`${begin}${shares.length > 0 ? `, ${most} ${list(shares)}` : ''}`, ...masked].join('; ') + '.';
}

const byShare = (a: ExplainedWeight, b: ExplainedWeight): number =>
  a.normalized === b.normalized ? a.uid - b.uid : a.normalized < b.normalized ? 1 : -1;

const uidsText = (uids: readonly string[]): string => `${uids.length === 1 ? 'uid' : 'uids'} ${list(uids)}`;

function clipping({ weights: set, validatorTrust, kappa }: EpochExplanation): string {
  const counted = set.filter(({ outcome }) => outcome === 'counted');
  if (counted.length === 0) return 'None of its weights takes part in consensus.';
  const clipped = counted.filter(({ normalized, clipped: left }) => left < normalized);
  const trust = `its validator trust is ${percentOfBits(validatorTrust)}`;
  if (clipped.length === 0)
    return `None of its weights is above what more than ${percentOfU16(kappa)} of the voting stake supports: ${trust}.`;
  const cuts = [...clipped]
    .sort((a, b) => Number(b.normalized - b.clipped - (a.normalized - a.clipped)) || a.uid - b.uid)
    .map(
      ({ uid, normalized, consensus }) =>
        `uid ${uid} (${percentOfBits(normalized)} to ${percentOfBits(consensus)})`,
    );
  return `${count(clipped.length, 'weight')} ${clipped.length === 1 ? 'is' : 'are'} cut to consensus: ${list(cuts, 3)}; ${trust}.`;
}

function received({ received: votes, consensus, trust }: EpochExplanation): string {
  if (votes.length === 0) return 'No validator with a vote has set a weight on it.';
  const cut = votes.filter(({ weight, clipped }) => clipped < weight).length;
  const supporters = `${count(votes.length, 'validator')} with a vote ${votes.length === 1 ? 'weighs' : 'weigh'} it`;
  return `${supporters}; consensus on it is ${percentOfBits(consensus)}, ${cut === 0 ? 'and nobody gave more' : `and what ${count(cut, 'validator')} gave above that is cut`}: its trust is ${percentOfU16(trust)}.`;
}

function rank({ received: votes, rank: after, prerank }: EpochExplanation): string {
  if (votes.length === 0) return 'So it has no rank.';
  const top = [...votes]
    .sort((a, b) => (a.activeStake * a.clipped < b.activeStake * b.clipped ? 1 : -1))
    .slice(0, 3);
  const terms = top.map(
    ({ uid, activeStake, clipped }) =>
      `uid ${uid}’s vote of ${percentOfBits(activeStake)} × ${percentOfBits(clipped)}`,
  );
  const cut = after === prerank ? '' : ` (${percentOfBits(prerank)} before the cuts)`;
  return `Its rank is ${percentOfBits(after)}${cut}: ${list(terms)}${votes.length > 3 ? `, and ${votes.length - 3} more` : ''}.`;
}

const incentive = ({ incentive: value }: EpochExplanation): string =>
  value === 0
    ? 'It has no incentive: nothing is paid to it as a miner.'
    : `Of all ranks that is ${percentOfU16(value)}: its incentive, its share of what miners are paid.`;

function dividends({ bonds, dividends: value }: EpochExplanation): string {
  if (value === 0) return 'It has no dividends: it holds no bonds in miners that earn.';
  const holds = [...bonds].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([uid]) => String(uid));
  return `Its bonds, the largest in ${uidsText(holds.slice(0, 3))}, earn it ${percentOfU16(value)} of what validators are paid.`;
}

function emission({
  raoEmission,
  serverEmissionRao: server,
  validatorEmissionRao: validator,
}: EpochExplanation): string {
  const paid = server + validator;
  const total = `of the ${taoText(raoEmission)} of this epoch`;
  if (paid === 0n) return `It is paid nothing ${total}.`;
  const parts = [
    ...(server > 0n ? [`${taoText(server)} as a miner`] : []),
    ...(validator > 0n ? [`${taoText(validator)} as a validator`] : []),
  ];
  if (parts.length === 1) return `It is paid ${parts[0]} ${total}.`;
  return `It is paid ${taoText(paid)} ${total}: ${list(parts)}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
