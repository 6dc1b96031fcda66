import type { ApiPromise } from '@polkadot/api';
import { addressOf } from '../account.js';
import type { AccountInfo } from '../chain-types.js';
import { OWNER } from './cast.js';
import { playersByAddress } from './prepare.js';
import { read, type Value } from './storage.js';
import type { Tempo } from './tempo.js';

/** Reads a subnet as it is after the block that paid the epoch of `epochBlock`. */
export async function readTempo(api: ApiPromise, netuid: number, epochBlock: number): Promise<Tempo> {
  const at = await api.at(await api.rpc.chain.getBlockHash(epochBlock + 1));
  const players = await playersByAddress();
  const [incentive, dividends, emission] = await Promise.all(
    ['incentive', 'dividends', 'emission'].map(async (item): Promise<Value[]> => [
      ...(await read(at, item, netuid)),
    ]),
  );
  const n = (await read(at, 'subnetworkN', netuid)).toNumber();
  const neurons = await Promise.all(
    Array.from({ length: n }, async (_, uid) => {
      const hotkey = (await read(at, 'keys', netuid, uid)).toString();
      return {
        uid,
        hotkey,
        role: players.get(hotkey)?.role ?? 'other',
        stakeRao: (await read(at, 'totalHotkeyStake', hotkey)).toBigInt(),
        incentive: incentive?.[uid]?.toNumber() ?? 0,
        dividends: dividends?.[uid]?.toNumber() ?? 0,
        emissionRao: emission?.[uid]?.toBigInt() ?? 0n,
      };
    }),
  );
  const owner = await addressOf(OWNER);
  const { data } = (await at.query['system']!['account']!(owner)) as never as AccountInfo;
  return { netuid, epochBlock, owner, ownerFreeRao: data.free.toBigInt(), neurons };
}
