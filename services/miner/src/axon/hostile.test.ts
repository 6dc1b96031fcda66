/** The small twin of `bench/hostile.mjs`: every kind of junk from four addresses while an honest dendrite asks. */
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { AxonServiceService, type QueryRequest } from '@yumanet/proto/miner/v1';
import { expect, it } from 'vitest';
import { dial, question, startAxon, type TestAxon } from '../../test/axon-harness.js';

const ROUNDS = 8;
const ADDRESSES = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'];
const { path, requestSerialize } = AxonServiceService.query;

function framed(message: Uint8Array, length = message.length, compressed = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
const grpc = (request: QueryRequest) => framed(requestSerialize(request));

/** Made once: an attacker without the key has nothing better. */
function junkOf(axon: TestAxon): readonly Buffer[] {
  const { axon: key, dendrite, stranger } = axon;
  const once = grpc(question(axon));
  const bomb = framed(gzipSync(Buffer.alloc(20_000_000)), undefined, 1);
  return [
    once,
    grpc({ ...question({ axon: key, dendrite: stranger }), dendriteHotkey: dendrite.address }),
    grpc({ ...question(axon), body: Buffer.from('another') }),
    grpc(question({ axon: key, dendrite: stranger })),
    framed(Buffer.from('no message at all')),
    framed(Buffer.alloc(100_000), 100_000_000),
    bomb,
  ];
}

const RAW = [
  'POST /YumanetTask HTTP/1.1\r\nhost: axon\r\nx-a: b\r\n',
  'POST /YumanetTask HTTP/1.1\r\nhost: axon\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n\r\n{',
  '\0\0\0\0\0\0\0\0',
];

it('junk of every kind ends with its addresses shut out; the honest are answered, the memory stays', async () => {
  const axon = await startAxon();
  const client = dial(axon.address);
  const port = axon.server.port;
  const ends: (() => void)[] = [() => client.close()];
  const session = (localAddress: string): ClientHttp2Session => {
    const made = connectHttp2(`http://${axon.address}`, {
      createConnection: () => connect({ host: '127.0.0.1', port, localAddress }),
    });
    made.on('error', () => undefined);
    ends.push(() => made.destroy());
    return made;
  };
  const attack = (localAddress: string, round: number, kinds: readonly Buffer[]) => {
    const own = session(localAddress);
    for (const kind of [...kinds, ...kinds, ...kinds]) {
      const headers = {
        ':method': 'POST',
        ':path': path,
        te: 'trailers',
        'content-type': 'application/grpc',
      };
      const stream = own.request({
        ...headers,
        'grpc-encoding': kind === kinds.at(-1) ? 'gzip' : 'identity',
      });
      stream.on('error', () => undefined);
      stream.resume();
      stream.end(kind);
    }
    const raw = connect({ host: '127.0.0.1', port, localAddress });
    raw.on('error', () => undefined);
    raw.write(RAW[round % RAW.length] ?? '');
    ends.push(() => raw.destroy());
  };
  try {
    const kinds = junkOf(axon);
    const before = process.memoryUsage.rss();
    let answered = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const localAddress of ADDRESSES) attack(localAddress, round, kinds);
      await client.query(question(axon), { deadlineMs: 10_000 });
      answered += 1;
    }
    expect(answered).toBe(ROUNDS);
    const { values } = await axon.metrics.requests.get();
    const counts = new Map(values.map(({ labels, value }) => [labels.code, value]));
    // The replayed request was good once.
    expect(counts.get('OK')).toBe(ROUNDS + 1);
    // Of 288 with a signature to check fewer are checked: each address has its faults, and what was under way then.
    expect(counts.get('BAD_SIGNATURE')).toBeGreaterThan(0);
    expect((counts.get('BAD_SIGNATURE') ?? 0) + (counts.get('REPLAYED_NONCE') ?? 0)).toBeLessThan(250);
    expect(process.memoryUsage.rss() - before).toBeLessThan(400_000_000);
  } finally {
    for (const end of ends) end();
    await axon.stop();
  }
}, 60_000);
