import { formatTao } from '../amount.js';
import { example, u16, type AddCommand } from './add-command.js';
import type { StateAt } from './cli-chain.js';
import { proportion } from './proportion.js';

const SHARES = ['rank', 'trust', 'consensus', 'incentive', 'dividends', 'validatorTrust'] as const;

/** `metagraph`: a subnet's neurons and what the last epoch said of them. Shares are u16 proportions. */
export const metagraph: AddCommand = (program, withChain) =>
  void program
    .command('metagraph')
    .argument('<netuid>', 'the subnet', u16)
    .description('a subnet’s neurons: stake, permit, shares and emission of the last epoch, axon')
    .addHelpText('after', example('metagraph 1 --json'))
    .action(
      withChain(async (chain, netuid: number) => {
        const at = await chain.stateOf(netuid);
        const keys = await at.entries('keys', netuid);
        const hotkeys = new Map(keys.map(([[, uid], hotkey]) => [Number(uid), hotkey.toString()]));
        const read = await columns(at, netuid);
        for (const [uid, hotkey] of [...hotkeys].sort(([a], [b]) => a - b)) {
          const [coldkey, stake, axon] = await Promise.all([
            at.get('owner', hotkey),
            at.get('totalHotkeyStake', hotkey),
            axonOf(at, netuid, hotkey),
          ]);
          const stakeRao = stake.toBigInt();
          const row = { netuid, uid, hotkey, coldkey: coldkey.toString(), stakeRao, ...read(uid), axon };
          const [incentive, dividends] = [row.incentive, row.dividends].map(proportion);
          chain.output.row(
            row,
            `${String(uid).padStart(4)}  ${hotkey}  ${row.validatorPermit ? 'validator' : '         '}` +
              `  stake ${formatTao(stakeRao).padStart(18)}  incentive ${incentive}  dividends ${dividends}` +
              `  emission ${formatTao(row.emissionRao)}  ${axon ?? ''}`.trimEnd(),
          );
        }
      }),
    );

async function columns(at: StateAt, netuid: number) {
  const column = async (item: string) => [...(await at.get(item, netuid))];
  const shares = await Promise.all(SHARES.map(async (item) => [item, await column(item)] as const));
  const [emission, lastUpdate, active, permit] = await Promise.all(
    ['emission', 'lastUpdate', 'active', 'validatorPermit'].map(column),
  );
  return (uid: number) => ({
    ...(Object.fromEntries(shares.map(([item, values]) => [item, values[uid]?.toNumber() ?? 0])) as Record<
      (typeof SHARES)[number],
      number
    >),
    emissionRao: emission![uid]?.toBigInt() ?? 0n,
    lastUpdate: lastUpdate![uid]?.toNumber() ?? 0,
    active: active![uid]?.isTrue ?? false,
    validatorPermit: permit![uid]?.isTrue ?? false,
  });
}

interface Axon {
  readonly ip: { toBigInt(): bigint };
  readonly port: { toNumber(): number };
  readonly ipType: { toNumber(): number };
}

/** `host:port`, or null for a neuron that serves nothing. */
async function axonOf(at: StateAt, netuid: number, hotkey: string): Promise<string | null> {
  const found = (await at.get('axons', netuid, hotkey)) as never as { isSome: boolean; unwrap(): Axon };
  if (!found.isSome) return null;
  const { axonAddress } = await import('@yumanet/subnet-kit/axon');
  const { ip, port, ipType } = found.unwrap();
  return axonAddress({ ip: ip.toBigInt(), port: port.toNumber(), ipType: ipType.toNumber() }) ?? null;
}
