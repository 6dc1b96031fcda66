// The clients of a soak: one function for each kind, which runs until `watch.stopped` and reports what is wrong to `watch`.
import { setTimeout as sleep } from 'node:timers/promises';
import { SocketClient } from './socket-client.mjs';

/** twox128("System") ++ twox128("Number"), twox128("Timestamp") ++ twox128("Now"), twox128("System") ++ twox128("Account"). */
const SYSTEM_NUMBER = '0x26aa394eea5630e07c48ae0c9558cef702a5c1b19ab7a04f536c519aca4983ac';
const TIMESTAMP_NOW = '0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb';
const SYSTEM_ACCOUNT = '0x26aa394eea5630e07c48ae0c9558cef7b99d880ec681799c0cf30e8886371da9';

const numberOf = ({ number }) => Number.parseInt(number, 16);
const littleEndian = (hex) => Buffer.from(hex.slice(2), 'hex').readUInt32LE();

/** Follows one series of block numbers, each of which must be one more than the last. */
function series(watch, kind) {
  let last;
  const feed = watch.feed(kind);
  const next = (number) => {
    if (last !== undefined && number !== last + 1) watch.gap(kind, last, number);
    last = number;
    feed.heard();
  };
  return { next, end: feed.end };
}

const follows =
  (kind, method, end, read, params = []) =>
  async (url, watch) => {
    const client = await SocketClient.open(url);
    const { next } = series(watch, kind);
    const id = await client.subscribe(method, params, (value) => next(read(value)));
    await watch.untilStopped(client);
    if ((await client.unsubscribe(end, id)) !== true)
      watch.lostOne(kind, 'the node had ended the subscription');
    client.close();
  };

const newHeads = follows('newHeads', 'chain_subscribeNewHeads', 'chain_unsubscribeNewHeads', numberOf);
const finalHeads = follows(
  'finalizedHeads',
  'chain_subscribeFinalizedHeads',
  'chain_unsubscribeFinalizedHeads',
  numberOf,
);
const allHeads = follows('allHeads', 'chain_subscribeAllHeads', 'chain_unsubscribeAllHeads', numberOf);
const storage = follows(
  'storage',
  'state_subscribeStorage',
  'state_unsubscribeStorage',
  ({ changes }) => littleEndian(changes.find(([key]) => key === SYSTEM_NUMBER)[1]),
  [[SYSTEM_NUMBER, TIMESTAMP_NOW]],
);

/** Many subscriptions of all kinds on one connection. */
async function crowd(url, watch) {
  const client = await SocketClient.open(url);
  const ids = [];
  for (let i = 0; i < 3; i++) {
    const { next } = series(watch, 'crowd');
    ids.push(await client.subscribe('chain_subscribeFinalizedHeads', [], (head) => next(numberOf(head))));
  }
  const silent = await client.subscribe('state_subscribeRuntimeVersion', [], () => undefined);
  await watch.untilStopped(client);
  for (const id of ids)
    if (!(await client.unsubscribe('chain_unsubscribeFinalizedHeads', id))) watch.lostOne('crowd', 'ended');
  if (!(await client.unsubscribe('state_unsubscribeRuntimeVersion', silent)))
    watch.lostOne('runtimeVersion', 'ended');
  client.close();
}

/** Subscribes, hears twenty blocks, unsubscribes, and again; every fourth time over a new connection. */
async function comesAndGoes(url, watch) {
  let client = await SocketClient.open(url);
  for (let round = 1; !watch.stopped; round++) {
    const { next, end } = series(watch, 'comesAndGoes');
    let left = 20;
    const id = await client.subscribe('chain_subscribeNewHeads', [], (head) => {
      next(numberOf(head));
      left--;
    });
    while (left > 0 && !watch.stopped && client.lost === undefined) await watch.pause(200);
    if (!(await client.unsubscribe('chain_unsubscribeNewHeads', id))) watch.lostOne('comesAndGoes', 'ended');
    end();
    if (round % 4 === 0) {
      client.close();
      client = await SocketClient.open(url);
    }
  }
  client.close();
}

/** Reads: storage, pages of keys, a runtime API, the metadata now and then. */
async function reads(url, watch) {
  const client = await SocketClient.open(url);
  for (let round = 0; !watch.stopped; round++) {
    const hash = await client.send('chain_getFinalizedHead');
    const [, keys] = await Promise.all([
      client.send('state_getStorage', TIMESTAMP_NOW, hash),
      client.send('state_getKeysPaged', SYSTEM_ACCOUNT, 100, null, hash),
      client.send('chain_getBlock', hash),
      client.send('state_call', 'Core_version', '0x', hash),
      round % 100 === 0 ? client.send('state_getMetadata') : undefined,
    ]);
    if (keys.length === 0) watch.lostOne('reads', 'no accounts');
    watch.read();
    await watch.pause(1000 + Math.random() * 1000);
  }
  client.close();
}

/** Sends a transfer every ten seconds or so, and hears what becomes of it to the end. */
async function sends(url, watch, index) {
  const client = await SocketClient.open(url);
  await sleep(Math.random() * 5000);
  for (let nonce = 0; !watch.stopped; nonce++) {
    const heard = [];
    let done;
    const ended = new Promise((resolve) => (done = resolve));
    const extrinsic = watch.transfer(index, nonce);
    await client.subscribe('author_submitAndWatchExtrinsic', [extrinsic], (status) => {
      heard.push(typeof status === 'string' ? status : Object.keys(status)[0]);
      if (heard.at(-1) === 'finalized') done();
    });
    await Promise.race([ended, sleep(30_000, undefined, { ref: false })]);
    if (heard.join() !== 'ready,inBlock,finalized') watch.lostOne('sends', `heard ${heard.join()}`);
    watch.sent();
    await watch.pause(5000 + Math.random() * 10_000);
  }
  client.close();
}

/** chainHead_v1: every block is announced after its parent, becomes best, then final, and is unpinned. */
async function chainHead(url, watch) {
  const client = await SocketClient.open(url);
  const { next } = series(watch, 'chainHead');
  /** Numbers of announced blocks, counted from the first final one. */
  const numbers = new Map();
  const follow = await client.subscribe('chainHead_v1_follow', [false], (event, id) => {
    if (event.event === 'stop') watch.lostOne('chainHead', 'the node stopped the subscription');
    if (event.event === 'initialized') numbers.set(event.finalizedBlockHashes.at(-1), 0);
    if (event.event === 'newBlock') {
      const parent = numbers.get(event.parentBlockHash);
      if (parent === undefined) watch.gap('chainHead', event.parentBlockHash, event.blockHash);
      numbers.set(event.blockHash, (parent ?? 0) + 1);
    }
    if (event.event !== 'finalized') return;
    for (const hash of event.finalizedBlockHashes) {
      next(numbers.get(hash));
      // A child may yet be announced: the parent's number is kept for a while.
      for (const old of numbers.keys()) if (numbers.size > 64) numbers.delete(old);
      client.send('chainHead_v1_unpin', id, hash).catch((error) => {
        if (!watch.stopped) watch.lostOne('chainHead', error.message);
      });
    }
  });
  await watch.untilStopped(client);
  await client.unsubscribe('chainHead_v1_unfollow', follow);
  client.close();
}

const KINDS = [newHeads, finalHeads, allHeads, storage, crowd, comesAndGoes, reads, sends];

/** Which client does what: all kinds in turn; chainHead_v1 too where the node has it. */
export function kindsOf(methods) {
  return methods.includes('chainHead_v1_follow') ? [...KINDS, chainHead] : KINDS;
}

export const isSender = (kind) => kind === sends;
