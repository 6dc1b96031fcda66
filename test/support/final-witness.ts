import { WsProvider } from '@polkadot/api';

/** Hears every block that any node calls final, and remembers two different ones of one height. */
export class FinalWitness {
  readonly hashes = new Map<number, string>();
  readonly conflicts: string[] = [];
  readonly #providers: WsProvider[] = [];

  /** Listens to a node until it is gone. */
  async listen(url: string): Promise<void> {
    const provider = new WsProvider(url, false);
    this.#providers.push(provider);
    await provider.connect();
    await provider.isReady;
    const heard = (_: unknown, header: { readonly number: string; readonly parentHash: string } | null) => {
      if (header === null) return;
      const number = Number(header.number);
      // A final header vouches for its parent's hash.
      if (number > 0) this.note(number - 1, header.parentHash);
    };
    await provider.subscribe('chain_finalizedHead', 'chain_subscribeFinalizedHeads', [], heard as never);
  }

  note(number: number, hash: string): void {
    const known = this.hashes.get(number);
    if (known !== undefined && known !== hash) this.conflicts.push(`block ${number}: ${known} and ${hash}`);
    this.hashes.set(number, hash);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#providers.map((provider) => provider.disconnect()));
  }
}
