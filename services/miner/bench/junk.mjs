// A process of attackers on loopback addresses: told a rate, it sends each kind of junk in turn, and connects again whenever
// it is thrown out.
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { keyFromUri } from '@yumanet/chain-client';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { question } from './harness.mjs';

const [address, rateText, secondsText] = process.argv.slice(2);
const [host, portText] = address.split(':');
const port = Number(portText);
const ADDRESSES = Array.from({ length: 8 }, (_, i) => `127.0.0.${i + 2}`);
const { path, requestSerialize } = AxonServiceService.query;
const mallory = await keyFromUri('//Mallory');

function framed(message, compressed = 0) {
  const head = Buffer.alloc(5);
  head.writeUInt8(compressed);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}
const grpc = (request) => framed(requestSerialize(request));
const once = grpc(question());
const bomb = framed(gzipSync(Buffer.alloc(100_000_000)), 1);
const forged = question();
const huge = Buffer.alloc(5);
huge.writeUInt32BE(100_000_000, 1);

/** Each makes the bytes of one request; fresh, as far as an attacker without the key can. */
const GRPC = {
  replay: () => once,
  forgedHotkey: () => grpc({ ...question({}, mallory), dendriteHotkey: forged.dendriteHotkey }),
  forgedSignature: () => grpc({ ...forged, nonce: BigInt(Date.now()) * 1_000_000n }),
  swappedBody: () => grpc({ ...forged, body: Buffer.alloc(784, Math.random() * 256) }),
  stranger: () => grpc(question({}, mallory)),
  noMessage: () => framed(Buffer.from('no message at all')),
  compressedBomb: () => bomb,
  body100Mb: () => Buffer.concat([huge, Buffer.alloc(1_000_000)]),
};
const RAW = {
  slowLoris: 'POST /YumanetTask HTTP/1.1\r\nhost: axon\r\nx-a: b\r\n',
  http100Mb:
    'POST /YumanetTask HTTP/1.1\r\nhost: axon\r\ncontent-type: application/json\r\ncontent-length: 100000000\r\n\r\n{',
  noHttp: '\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0',
};
const sent = {};
const count = (kind) => (sent[kind] = (sent[kind] ?? 0) + 1);

const sessions = new Map();
function sessionOf(localAddress) {
  const found = sessions.get(localAddress);
  if (found && !found.destroyed && !found.closed) return found;
  const session = connectHttp2(`http://${address}`, {
    createConnection: () => connect({ host, port, localAddress }),
  });
  session.on('error', () => undefined);
  sessions.set(localAddress, session);
  return session;
}

const raw = new Set();
function rawJunk(kind, localAddress) {
  // An attacker's machine has an end too.
  if (raw.size >= 400) return;
  const socket = connect({ host, port, localAddress });
  raw.add(socket);
  socket.on('error', () => undefined);
  socket.on('close', () => raw.delete(socket));
  socket.write(RAW[kind]);
  if (kind === 'http100Mb') for (let i = 0; i < 4; i += 1) socket.write(Buffer.alloc(1_000_000));
}

const kinds = [...Object.keys(GRPC), ...Object.keys(RAW)];
let turn = 0;
function attack() {
  const kind = kinds[turn % kinds.length];
  const localAddress = ADDRESSES[turn % ADDRESSES.length];
  turn += 1;
  count(kind);
  if (kind in RAW) return rawJunk(kind, localAddress);
  const headers = { ':method': 'POST', ':path': path, te: 'trailers', 'content-type': 'application/grpc' };
  const encoding = kind === 'compressedBomb' ? { 'grpc-encoding': 'gzip' } : {};
  try {
    const stream = sessionOf(localAddress).request({ ...headers, ...encoding });
    stream.on('error', () => undefined);
    stream.resume();
    stream.end(GRPC[kind]());
  } catch {
    // Thrown out in this moment.
  }
}

const began = performance.now();
const until = began + Number(secondsText) * 1_000;
let done = 0;
const timer = setInterval(() => {
  const now = performance.now();
  if (now >= until) {
    clearInterval(timer);
    process.send({ sent, perSecond: (done / (now - began)) * 1_000 });
    process.exit(0);
  }
  // What is behind is made up for, up to half a second of it.
  const due = Math.floor(((now - began) / 1_000) * Number(rateText)) - done;
  for (let i = 0; i < Math.min(due, Number(rateText) / 2); i += 1) {
    attack();
    done += 1;
  }
}, 5);
