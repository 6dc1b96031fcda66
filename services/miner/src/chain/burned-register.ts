import type { ChainClient, Key } from '@yumanet/chain-client';
import { hasCode, sleep, type Clock, type Logger } from '@yumanet/service-kit';

export interface Registration {
  readonly client: ChainClient;
  readonly netuid: number;
  readonly hotkey: Key;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The subnet takes so many in a block and in an interval: the next has room again. */
const NO_ROOM_NOW = /\bTooManyRegistrationsThis(Block|Interval)$/;
const RETRY_MS = 1_000;

/**
 * Registers the hotkey by a burn that the coldkey pays. Waits while there is no room, and sends again where another process
 * with the same coldkey was faster with the nonce.
 *
 * @throws ServiceError EXTRINSIC_FAILED with the module's error for every other refusal, CANCELLED.
 */
export async function burnedRegister(to: Registration, coldkey: Key, signal: AbortSignal): Promise<void> {
  const { client, netuid, hotkey, clock, logger } = to;
  for (;;) {
    try {
      const call = await client.call('SubtensorModule', 'burned_register', [netuid, hotkey.address]);
      await client.sender(coldkey).send(call, { signal });
      return;
    } catch (error) {
      if (signal.aborted || !mayPass(error)) throw error;
      logger.info({ error, netuid }, 'not registered yet: trying again');
      await sleep(clock, RETRY_MS, signal);
    }
  }
}

function mayPass(error: unknown): boolean {
  if (hasCode(error, 'EXTRINSIC_FAILED')) return NO_ROOM_NOW.test(String(error.data['error']));
  return hasCode(error, 'POOL_REFUSED', 'EXTRINSIC_LOST');
}
