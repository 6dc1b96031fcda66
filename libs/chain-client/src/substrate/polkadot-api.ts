import type { ApiPromise } from '@polkadot/api';
import type { ApiOptions } from '@polkadot/api/types';
import type { OwnedProvider } from './owned-provider.js';

type Emitted = 'connected' | 'disconnected' | 'error';

/** The connection as @polkadot/api wants it: its own reconnecting is left out, ours does it. */
export class PolkadotProvider {
  readonly hasSubscriptions = true;
  readonly isClonable = false;
  readonly #provider: OwnedProvider;
  readonly #stops: (() => void)[] = [];

  constructor(provider: OwnedProvider) {
    this.#provider = provider;
  }

  get isConnected(): boolean {
    return this.#provider.state === 'connected' || this.#provider.state === 'stalled';
  }

  clone(): this {
    return this;
  }

  connect(): Promise<void> {
    return this.#provider.connected();
  }

  /** The connection belongs to the client, which others use as well: only the listeners go. */
  disconnect(): Promise<void> {
    for (const stop of this.#stops.splice(0)) stop();
    return Promise.resolve();
  }

  on(type: Emitted, listener: () => void): () => void {
    // It begins by itself only when it hears that there is a connection.
    if (type === 'connected' && this.isConnected) queueMicrotask(listener);
    let was = this.isConnected;
    const stop = this.#provider.onState(() => {
      const is = this.isConnected;
      const changed = is !== was;
      was = is;
      if (changed && type === (is ? 'connected' : 'disconnected')) listener();
    });
    this.#stops.push(stop);
    return stop;
  }

  send(method: string, params: unknown[]): Promise<unknown> {
    return this.#provider.request(method, params);
  }

  subscribe(
    _type: string,
    method: string,
    params: unknown[],
    callback: (error: Error | null, result: unknown) => void,
  ): Promise<string> {
    return this.#provider.subscribe(method, params, callback);
  }

  async unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    await this.#provider.unsubscribe(method, String(id));
    return true;
  }
}

/** An ApiPromise over the client's connection. @polkadot/api is loaded here and not before: few need it. */
export async function openPolkadotApi(provider: OwnedProvider): Promise<ApiPromise> {
  const { ApiPromise: Api } = await import('@yumanet/polkadot/api');
  const options = { provider: new PolkadotProvider(provider), noInitWarn: true, throwOnConnect: true };
  // Its own types do not fit exactOptionalPropertyTypes.
  return Api.create(options as unknown as ApiOptions);
}
