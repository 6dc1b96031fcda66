import type { ApiPromise } from '@polkadot/api';
import type { SubmittableExtrinsic } from '@polkadot/api/types';
import type { ISubmittableResult } from '@polkadot/types/types';
import { pairOf } from './account.js';
import { CliError } from './cli-error.js';

/** Longer than a few blocks of 12 seconds. */
const DEADLINE_MS = 60_000;

/** A call and the secret of its signer. */
export type Sent = readonly [secret: string, tx: SubmittableExtrinsic<'promise'>];

/**
 * Sends transactions at once and waits until each is in a block.
 *
 * @throws CliError REFUSED by the pool, FAILED in its block, TIMEOUT.
 */
export async function submitAll(api: ApiPromise, sent: readonly Sent[]): Promise<void> {
  const nonces = new Map<string, number>();
  const done: Promise<void>[] = [];
  for (const [secret, tx] of sent) {
    const pair = await pairOf(secret);
    const next = nonces.get(secret) ?? (await api.rpc.system.accountNextIndex(pair.address)).toNumber();
    nonces.set(secret, next + 1);
    done.push(submit(api, tx, pair, next));
  }
  await Promise.all(done);
}

async function submit(
  api: ApiPromise,
  tx: SubmittableExtrinsic<'promise'>,
  pair: Awaited<ReturnType<typeof pairOf>>,
  nonce: number,
): Promise<void> {
  const name = `${tx.method.section}.${tx.method.method}`;
  let timer: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  try {
    const result = await new Promise<ISubmittableResult>((resolve, reject) => {
      const late = new CliError(
        'TIMEOUT',
        `${name}: expected it in a block within ${DEADLINE_MS / 1000} s, got nothing`,
      );
      timer = setTimeout(() => reject(late), DEADLINE_MS);
      // Told to stop, the program does not wait for this.
      timer.unref();
      tx.signAndSend(pair, { nonce }, (heard) => {
        // InBlock alone is not enough: where blocks come fast, Finalized may be all that is heard.
        if (heard.isCompleted) resolve(heard);
      }).then(
        (end) => (stop = end),
        (error: unknown) => reject(new CliError('REFUSED', `${name}: ${messageOf(error)}`)),
      );
    });
    const failure = failureOf(api, result);
    if (failure !== undefined) throw new CliError('FAILED', `${name}: expected success, got ${failure}`);
  } finally {
    clearTimeout(timer);
    stop?.();
  }
}

type DispatchError = NonNullable<ISubmittableResult['dispatchError']>;

/** What went wrong, inside a sudo too. */
function failureOf(api: ApiPromise, result: ISubmittableResult): string | undefined {
  if (result.isError) return result.status.type;
  if (result.dispatchError !== undefined) return errorName(api, result.dispatchError);
  const sudid = result.findRecord('sudo', 'Sudid')?.event.data[0] as
    { readonly isErr: boolean; readonly asErr: DispatchError } | undefined;
  return sudid?.isErr === true ? errorName(api, sudid.asErr) : undefined;
}

function errorName(api: ApiPromise, error: DispatchError): string {
  if (!error.isModule) return error.type;
  const { section, name } = api.registry.findMetaError(error.asModule);
  return `${section}.${name}`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
