import { expect } from 'vitest';
import type { ToyClient } from './toy-server.js';

/** One event of chainHead_v1_follow. */
export type FollowEvent = { readonly event: string } & Readonly<Record<string, never>>;

/** A followed chain head of a test: its events in order, and what its operations ended in. */
export class Followed {
  private constructor(
    private readonly client: ToyClient,
    readonly id: string,
  ) {}

  static async start(client: ToyClient, withRuntime = false): Promise<Followed> {
    return new Followed(client, await client.call('chainHead_v1_follow', withRuntime));
  }

  get events(): FollowEvent[] {
    return this.client.notifications
      .filter(
        ({ method, params }) => method === 'chainHead_v1_followEvent' && params.subscription === this.id,
      )
      .map(({ params }) => params.result as FollowEvent);
  }

  get names(): string[] {
    return this.events.map(({ event }) => event);
  }

  /** The first event of a name. */
  async heard(event: string): Promise<FollowEvent> {
    await expect.poll(() => this.names).toContain(event);
    return this.events.find((seen) => seen.event === event)!;
  }

  /** Runs one operation to its end. @returns its events. */
  async run(method: string, ...params: unknown[]): Promise<FollowEvent[]> {
    const { operationId } = (await this.client.call(method, this.id, ...params)) as { operationId: string };
    const own = (): FollowEvent[] =>
      this.events.filter((event) => (event as { operationId?: string }).operationId === operationId);
    await expect
      .poll(() => own().some(({ event }) => /Done|Error|Inaccessible|Continue/.test(event)))
      .toBe(true);
    return own();
  }
}
