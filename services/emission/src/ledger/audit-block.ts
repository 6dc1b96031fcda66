import type { BlockMoney, EconomyState } from '@yumanet/subtensor';
import type { Flow, StepFlows } from './block-step-flows.js';
import type { AuditProblem, BlockAudit, EpochAudit } from './ledger-entry.js';

export interface AuditInput {
  readonly hash: string;
  readonly before: EconomyState;
  readonly after: EconomyState;
  readonly money: BlockMoney;
  readonly step: StepFlows;
  readonly epochs: readonly EpochAudit[];
  readonly flows: readonly Flow[];
}

/** An account that gets less than this does not come into being: the payment is dust. Rao. */
const EXISTENTIAL_DEPOSIT = 500n;

const unaccounted = ({ issued, balances, staked, locks }: EconomyState): bigint =>
  issued - balances - staked - locks.reduce((sum, [, rao]) => sum + rao, 0n);

/** Where the flows go, of the block's schedule, of what was pending and of what was loaded: Σ in = Σ out + dust. */
const ENDS_IN_DUST: ReadonlySet<string> = new Set(['dust', 'unissued']);

/** A block's books against the chain's own totals. Problems are in the order of the block. */
export function auditBlock(input: AuditInput): { block: BlockAudit; setByRoot: Flow | undefined } {
  const { hash, before, after, money, epochs, flows } = input;
  const rootActed = money.unaccounted === undefined;
  const ofStep = flows.filter(({ from }) => /^(emission|pending|loaded)/.test(from));
  const inRao = sum(ofStep);
  const dustRao = sum(ofStep.filter(({ to }) => ENDS_IN_DUST.has(to)));
  const mintedRao = sum(flows.filter(mints));
  const recycledRao = sum(flows.filter(({ to }) => to === 'recycled'));
  const issued = before.issued + mintedRao - recycledRao;
  const problems = [
    ...ownerProblems(input),
    ...(rootActed ? [] : stakeProblems(input)),
    ...pendingProblems(input),
    ...epochs.flatMap(({ netuid, dustRao: rest, pendingRao, loadedRao }) =>
      rest < 0n ? [problem('epoch', netuid, pendingRao, loadedRao)] : [],
    ),
    ...(rootActed ? [] : differs('issued', undefined, issued, after.issued)),
    ...unaccountedProblems(input),
  ];
  const block: BlockAudit = {
    block: after.block,
    hash,
    inRao,
    outRao: inRao - dustRao,
    dustRao,
    mintedRao,
    recycledRao,
    issuedRao: after.issued,
    epochs,
    problems,
    gap: 0,
  };
  const change = after.issued - issued;
  return { block, setByRoot: rootActed && change !== 0n ? correction(change) : undefined };
}

const sum = (flows: readonly Flow[]): bigint => flows.reduce((total, { rao }) => total + rao, 0n);

/** Comes into TotalIssuance: owners' cuts at once, loaded emission when it is paid. */
const mints = ({ from, to }: Flow): boolean =>
  (from === 'emission' && to.startsWith('balance:')) || from.startsWith('loaded:') || from === 'faucet';

const correction = (change: bigint): Flow => ({
  kind: 'set-by-root',
  netuid: undefined,
  epoch: undefined,
  from: change > 0n ? 'root-call' : 'issuance',
  to: change > 0n ? 'issuance' : 'root-call',
  hotkey: undefined,
  rao: change > 0n ? change : -change,
  basis: 'a call of root’s changed issuance',
});

/** The block's first payments to balances are the owners' cuts, in order. */
function ownerProblems({ money, step }: AuditInput): AuditProblem[] {
  const deposits = money.events.filter((event) => event.kind === 'deposit' && event.phase === 'step');
  return step.ownerCuts.flatMap(({ netuid, owner, rao }, k) => {
    const got = deposits[k] as { who: string; rao: bigint } | undefined;
    const gotRao = got?.who === owner ? got.rao : 0n;
    if (gotRao === 0n && rao < EXISTENTIAL_DEPOSIT) return [];
    return differs('owner’s cut', netuid, rao, gotRao);
  });
}

/** Every paid hotkey's stake is what it was, with what it was paid and what its stakers moved. */
function stakeProblems({ before, after, money, step }: AuditInput): AuditProblem[] {
  const [was, is] = [new Map(before.payees), new Map(after.payees)];
  const swapped = new Set(
    money.events.flatMap((event) => (event.kind === 'swapped' ? [event.hotkey, event.to] : [])),
  );
  const moved = new Map<string, bigint>();
  for (const event of money.events) {
    if (event.kind !== 'stakeAdded' && event.kind !== 'stakeRemoved' && event.kind !== 'slashed') continue;
    const rao = event.kind === 'stakeAdded' ? event.rao : -event.rao;
    moved.set(event.hotkey, (moved.get(event.hotkey) ?? 0n) + rao);
  }
  return [...step.paid].flatMap(([hotkey, added]) => {
    if (added.size === 0 || swapped.has(hotkey)) return [];
    const paid = [...added.values()].reduce((total, rao) => total + rao, 0n);
    const expected = (was.get(hotkey)?.totalStakeRao ?? 0n) + paid + (moved.get(hotkey) ?? 0n);
    const total = differs(`stake of ${hotkey}`, undefined, expected, is.get(hotkey)?.totalStakeRao ?? 0n);
    if (total.length > 0 || moved.has(hotkey)) return total;
    const stakes = new Map(is.get(hotkey)?.stakes);
    const owned = new Map(was.get(hotkey)?.stakes);
    return [...added].flatMap(([coldkey, rao]) =>
      differs(
        `stake of ${hotkey} by ${coldkey}`,
        undefined,
        (owned.get(coldkey) ?? 0n) + rao,
        stakes.get(coldkey) ?? 0n,
      ),
    );
  });
}

/** What is pending and loaded after the block, network by network. */
function pendingProblems({ after, step }: AuditInput): AuditProblem[] {
  const pending = new Map(after.pending);
  const due = new Set(step.due);
  const loaded = (payments: readonly (readonly [string, bigint, bigint])[]) =>
    payments.reduce((total, [, server, validator]) => total + server + validator, 0n);
  return [
    ...[...step.pending].flatMap(([netuid, rao]) =>
      differs('pending', netuid, due.has(netuid) ? 0n : rao, pending.get(netuid) ?? 0n),
    ),
    ...after.loaded.flatMap(([netuid, payments]) =>
      due.has(netuid)
        ? []
        : differs('loaded', netuid, loaded(step.undrained.get(netuid) ?? []), loaded(payments)),
    ),
  ];
}

/** Issuance less balances, stake and locks moved by no more than the block's events explain. */
function unaccountedProblems({ before, after, money: { unaccounted: bounds } }: AuditInput): AuditProblem[] {
  if (bounds === undefined) return [];
  const moved = unaccounted(after) - unaccounted(before);
  if (moved < bounds.least) return [problem('balances, stake and locks', undefined, bounds.least, moved)];
  return moved > bounds.most ? [problem('balances, stake and locks', undefined, bounds.most, moved)] : [];
}

const problem = (
  check: string,
  netuid: number | undefined,
  expectedRao: bigint,
  gotRao: bigint,
): AuditProblem => ({ check, netuid, expectedRao, gotRao });

const differs = (
  check: string,
  netuid: number | undefined,
  expectedRao: bigint,
  gotRao: bigint,
): AuditProblem[] => (expectedRao === gotRao ? [] : [problem(check, netuid, expectedRao, gotRao)]);
