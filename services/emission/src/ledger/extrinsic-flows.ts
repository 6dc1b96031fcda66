import type { EconomyState, MoneyEvent, MoneyPhase } from '@yumanet/subtensor';
import type { Flow } from './block-step-flows.js';

/**
 * What a block's extrinsics did to issuance, locks and fees, by its events in their order. A burn or a lock is the
 * withdrawal right before the event that says what it was for.
 */
export function extrinsicFlows(
  before: EconomyState,
  after: EconomyState,
  events: readonly MoneyEvent[],
): readonly Flow[] {
  const owners = new Map(before.subnets.map(({ netuid, owner }) => [netuid, owner]));
  const [locked, lockedAfter] = [new Map(before.locks), new Map(after.locks)];
  const flows: Flow[] = [];
  const add = (
    kind: Flow['kind'],
    netuid: number | undefined,
    from: string,
    to: string,
    rao: bigint,
    basis: string,
  ) => flows.push({ kind, netuid, epoch: undefined, from, to, hotkey: undefined, rao, basis });
  let last: { readonly phase: MoneyPhase; readonly who: string; readonly rao: bigint } | undefined;
  for (const event of events) {
    if (last?.phase !== event.phase) last = undefined;
    const from = `balance:${last?.who ?? ''}`;
    const rao = last?.rao ?? 0n;
    switch (event.kind) {
      case 'withdraw':
        last = event;
        continue;
      case 'registrationBurnt':
        add('registration', event.netuid, from, 'recycled', rao, 'burn of a registration');
        break;
      case 'swapped':
        add('swap', undefined, from, 'recycled', rao, 'price of a hotkey’s swap');
        break;
      case 'networkAdded':
        add('lock', event.netuid, from, `lock:${event.netuid}`, rao, 'lock of a network’s registration');
        locked.set(event.netuid, lockedAfter.get(event.netuid) ?? rao);
        break;
      case 'networkRemoved': {
        const to = `balance:${owners.get(event.netuid) ?? ''}`;
        const lock = locked.get(event.netuid) ?? 0n;
        add('unlock', event.netuid, `lock:${event.netuid}`, to, lock, 'lock of a dissolved network');
        locked.set(event.netuid, 0n);
        break;
      }
      case 'fee':
        add(
          'fee',
          undefined,
          `balance:${event.who}`,
          'fees',
          event.rao,
          'fee of an extrinsic: leaves balances only',
        );
        continue;
      case 'dust':
        add(
          'dust',
          undefined,
          `balance:${event.who}`,
          'dust',
          event.rao,
          'account below the existential deposit',
        );
        continue;
      case 'slashed': {
        const { netuid, hotkey, coldkey } = event;
        add(
          'slash',
          netuid,
          `stake:${hotkey}:${coldkey}`,
          'recycled',
          event.rao,
          'stake slashed for an offence',
        );
        break;
      }
      case 'faucet':
        add('faucet', undefined, 'faucet', `balance:${event.who}`, event.rao, 'faucet of a test network');
        break;
      case 'deposit':
      case 'stakeAdded':
      case 'stakeRemoved':
        break;
    }
    if (event.kind !== 'deposit') last = undefined;
  }
  return flows.filter(({ rao }) => rao !== 0n);
}
