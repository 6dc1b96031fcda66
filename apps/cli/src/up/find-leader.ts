import { sleep, systemClock } from '@yumanet/service-kit';
import { CliError } from '../cli-error.js';

const ASK_MS = 2_000;
const LOOK_MS = 100;
const FOUND_MS = 30_000;

/**
 * The node of a cluster that makes the blocks: its JSON-RPC, of these.
 *
 * @throws CliError TIMEOUT when none does after a while.
 */
export async function findLeader(urls: readonly string[], signal: AbortSignal): Promise<string> {
  const clock = systemClock();
  const end = clock.monotonic() + FOUND_MS;
  while (clock.monotonic() < end && !signal.aborted) {
    const roles = await Promise.all(urls.map((url) => roleOf(url).catch(() => undefined)));
    const leader = urls[roles.indexOf('leader')];
    if (leader !== undefined) return leader;
    await sleep(clock, LOOK_MS, signal).catch(() => undefined);
  }
  throw new CliError('TIMEOUT', `chain: expected one of ${urls.join(', ')} to lead, got none`);
}

async function roleOf(url: string): Promise<string | undefined> {
  const answer = await fetch(url.replace(/^ws/, 'http'), {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_health', params: [] }),
    signal: AbortSignal.timeout(ASK_MS),
  });
  const { result } = (await answer.json()) as { result?: { readonly role?: string } };
  return result?.role;
}
