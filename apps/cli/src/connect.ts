import { ApiPromise, WsProvider } from '@yumanet/polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import { CliError } from './cli-error.js';

const CONNECT_DEADLINE_MS = 10_000;

/** Connects to a node, does something, and disconnects. @throws CliError UNREACHABLE after the deadline. */
export async function withApi<T>(url: string, action: (api: ApiPromise) => Promise<T>): Promise<T> {
  if (!/^wss?:\/\//.test(url))
    throw new CliError('BAD_INPUT', `url: expected ws://… or wss://…, got "${url}"`);
  // No reconnecting: a command ends when its node does.
  const provider = new WsProvider(url, false);
  const failed = new Promise<never>((_, reject) =>
    provider.on('error', () => reject(new Error('connection refused'))),
  );
  try {
    const api = await deadline(Promise.race([connectApi(provider), failed]), url);
    return await action(api);
  } finally {
    await provider.disconnect().catch(() => undefined);
  }
}

async function connectApi(provider: WsProvider): Promise<ApiPromise> {
  await provider.connect();
  await provider.isReady;
  return ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true } as unknown as ApiOptions);
}

async function deadline<T>(work: Promise<T>, url: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), CONNECT_DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new CliError('UNREACHABLE', `node: expected one at ${url}, got "${said}"`);
  } finally {
    clearTimeout(timer);
  }
}
