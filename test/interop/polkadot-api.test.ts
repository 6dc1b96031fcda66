import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { createClient, type PolkadotClient, type TxEvent } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider, SocketEvents } from 'polkadot-api/ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { ChainProcess } from '../support/chain-process.js';

let chain: ChainProcess;
let client: PolkadotClient;
/** Names of the methods that the client has called. */
const called = new Set<string>();

beforeAll(async () => {
  await cryptoWaitReady();
});
/** A node as it is, and one as a node without the JSON-RPC interface specification looks: this client then emulates it. */
class LegacySocket extends WebSocket {
  override emit(event: string | symbol, ...args: never[]): boolean {
    if (event !== 'message') return super.emit(event, ...args);
    const [data, isBinary] = args as unknown as [Buffer, boolean];
    const message = JSON.parse(data.toString()) as { result?: { methods?: string[] } };
    if (message.result?.methods === undefined) return super.emit(event, ...args);
    message.result.methods = message.result.methods.filter((name) => !name.includes('_v1_'));
    return super.emit(event, Buffer.from(JSON.stringify(message)), isBinary);
  }
}

async function connect(websocketClass: typeof WebSocket): Promise<void> {
  chain = await ChainProcess.start(['--sealing', 'instant', '--finality-delay', '400']);
  called.clear();
  // Node 20 has no WebSocket of its own: a client must be given one.
  const provider = getWsProvider(chain.ready.rpc, {
    websocketClass: websocketClass as never,
    logger: (event) => {
      if (event.type === SocketEvents.OUT) called.add((JSON.parse(event.msg) as { method: string }).method);
    },
  });
  client = createClient(provider);
}

const pairOf = (uri: string) => new Keyring({ type: 'sr25519' }).addFromUri(uri);
const signerOf = (uri: string) => {
  const pair = pairOf(uri);
  return getPolkadotSigner(pair.publicKey, 'Sr25519', (data) => pair.sign(data));
};
const idOf = (address: string): object => ({ type: 'Id', value: address });

describe.each([
  // Over legacy RPC this client takes system_name for the chain's name.
  { interface: 'chainHead_v1', websocketClass: WebSocket, chainName: 'Yumanet Local' },
  { interface: 'legacy RPC', websocketClass: LegacySocket, chainName: 'Yumanet Node' },
])('polkadot-api 2.2.2 over $interface, unmodified', ({ interface: kind, websocketClass, chainName }) => {
  beforeAll(() => connect(websocketClass));
  afterAll(async () => {
    client.destroy();
    expect(await chain.stop()).toBe(0);
  });

  it('knows which chain it is on', async () => {
    const { name, genesisHash } = await client.getChainSpecData();
    expect([name, genesisHash]).toEqual([chainName, chain.ready.genesis]);
  });

  it('reads constants, storage and runtime APIs', async () => {
    const api = client.getUnsafeApi();
    expect(await api.constants['Balances']!['ExistentialDeposit']!()).toBe(500n);
    const { address } = pairOf('//Alice');
    const account = (await api.query['System']!['Account']!.getValue(address)) as { data: { free: bigint } };
    expect(account.data.free).toBeGreaterThan(0n);
    const entries = await api.query['System']!['Account']!.getEntries();
    expect(entries).toHaveLength(6);
    expect(await api.apis['AccountNonceApi']!['account_nonce']!(address)).toBe(0);
    const version = (await api.apis['Core']!['version']!()) as { spec_version: number };
    expect(version.spec_version).toBe(185);
  });

  it('sends a transfer and hears broadcasted, in a best block, finalized', async () => {
    const api = client.getUnsafeApi();
    const dest = idOf(pairOf('//Bob').address);
    const tx = api.tx['Balances']!['transfer_keep_alive']!({ dest, value: 5_000n });
    const heard: TxEvent[] = [];
    await new Promise<void>((resolve, reject) =>
      tx.signSubmitAndWatch(signerOf('//Alice')).subscribe({
        next: (event) => heard.push(event),
        error: reject,
        complete: resolve,
      }),
    );
    const kinds = heard.map(({ type }) => type);
    expect(kinds).toContain('signed');
    expect(kinds).toContain('txBestBlocksState');
    expect(kinds.at(-1)).toBe('finalized');
    const last = heard.at(-1) as TxEvent & { type: 'finalized' };
    expect(last.ok).toBe(true);
    expect(last.events.map(({ type, value }) => `${type}.${(value as { type: string }).type}`)).toContain(
      'Balances.Transfer',
    );
  });

  it('decodes a module error by name', async () => {
    const api = client.getUnsafeApi();
    const call = api.tx['System']!['remark']!({ remark: new Uint8Array([1]) }).decodedCall;
    const result = await api.tx['Sudo']!['sudo']!({ call }).signAndSubmit(signerOf('//Bob'));
    expect(result.ok).toBe(false);
    expect(result.dispatchError).toEqual({
      type: 'Module',
      value: { type: 'Sudo', value: { type: 'RequireSudo', value: undefined } },
    });
  });

  it('follows final blocks and watched values', async () => {
    const api = client.getUnsafeApi();
    const blocks: number[] = [];
    const values: bigint[] = [];
    const { address } = pairOf('//Charlie');
    const ends = [
      client.finalizedBlock$.subscribe(({ number }) => blocks.push(number)),
      api.query['System']!['Account']!.watchValue(address).subscribe((seen) =>
        values.push((seen as never as { value: { data: { free: bigint } } }).value.data.free),
      ),
    ];
    const tx = api.tx['Balances']!['transfer_keep_alive']!({ dest: idOf(address), value: 9n });
    await tx.signAndSubmit(signerOf('//Alice'));
    await expect.poll(() => values.at(-1)! - values[0]!).toBe(9n);
    for (const end of ends) end.unsubscribe();
    expect(blocks).toEqual([...blocks].sort((a, b) => a - b));
  });

  it('hears why the pool refuses', async () => {
    const api = client.getUnsafeApi();
    const tx = api.tx['System']!['remark']!({ remark: new Uint8Array([2]) });
    await expect(tx.signAndSubmit(signerOf('//Nobody'))).rejects.toThrow(/Payment|Invalid/);
  });

  // Over legacy RPC this client makes do with state_getReadProof, whose proofs are of a Patricia trie.
  it.runIf(kind === 'chainHead_v1')('watches a map: every entry, then what changes', async () => {
    const api = client.getUnsafeApi();
    const seen: number[] = [];
    let free: bigint | undefined;
    const { address } = pairOf('//Dave');
    const end = api.query['System']!['Account']!.watchEntries().subscribe((update) => {
      const { deltas, entries } = update as never as {
        deltas: { upserted: { args: [string]; value: { data: { free: bigint } } }[] } | null;
        entries: unknown[];
      };
      seen.push(entries.length);
      free = deltas?.upserted.find(({ args }) => args[0] === address)?.value.data.free ?? free;
    });
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    const before = free!;
    await api.tx['Balances']!['transfer_keep_alive']!({ dest: idOf(address), value: 7n }).signAndSubmit(
      signerOf('//Alice'),
    );
    await expect.poll(() => free! - before).toBe(7n);
    end.unsubscribe();
  });

  it('has spoken that interface and no other', () => {
    const modern = [...called].filter((name) => name.includes('_v1_'));
    const legacy = [...called].filter((name) => /^(chain|state|author)_/.test(name));
    if (kind === 'legacy RPC') expect(modern).toEqual([]);
    else expect(legacy).toEqual([]);
    expect([...called]).toContain(kind === 'legacy RPC' ? 'chain_subscribeAllHeads' : 'chainHead_v1_follow');
  });
});
