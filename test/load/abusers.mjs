// Clients that no node deserves, in a process of their own: `node load/abusers.mjs ws://…`. They go on until killed.
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import WebSocket from 'ws';

const url = process.argv[2];
const request = (method, params = [], id = 1) => ({ jsonrpc: '2.0', id, method, params });

/** An open socket; what comes is read and dropped. */
async function open() {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve).once('close', resolve));
  return socket;
}

/** Runs `attack` on one socket after another. */
async function forever(attack) {
  for (;;) {
    const socket = await open();
    try {
      await attack(socket);
    } catch {
      // Cut off: as it should be.
    }
    socket.terminate();
    await sleep(50);
  }
}

const answered = (socket) =>
  new Promise((resolve) => {
    const done = () => resolve(socket.off('message', done).off('close', done));
    socket.on('message', done).on('close', done);
  });

/** Batches as deep as they may be, one after the other. */
const deepBatches = forever(async (socket) => {
  const batch = JSON.stringify(
    Array.from({ length: 1000 }, (_, id) => request('state_getKeysPaged', ['0x', 10], id)),
  );
  while (socket.readyState === WebSocket.OPEN) {
    socket.send(batch);
    await answered(socket);
  }
});

/** Batches that are too deep, and messages that are too large. */
const tooMuch = forever(async (socket) => {
  socket.send(JSON.stringify(Array.from({ length: 5000 }, () => request('system_name'))));
  await answered(socket);
  socket.send('x'.repeat(16 * 1024 * 1024));
  await answered(socket);
});

/** As many subscriptions as there may be, and some more, and away. */
const subscriptions = forever(async (socket) => {
  for (let i = 0; i < 1100; i++) socket.send(JSON.stringify(request('chain_subscribeNewHeads', [], i)));
  await sleep(2000);
});

/** Asks for the metadata again and again, and never reads it. */
const neverReads = forever(async (socket) => {
  socket.pause();
  for (let i = 0; i < 200 && socket.readyState === WebSocket.OPEN; i++)
    socket.send(JSON.stringify(request('state_getMetadata', [], i)));
  await sleep(5000);
});

/** Connects, says nonsense, is gone. */
async function comesAndGoes() {
  const { hostname, port } = new URL(url);
  for (;;) {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.end('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n\u0000\u0001');
    await sleep(20);
  }
}

await Promise.all([deepBatches, tooMuch, subscriptions, neverReads, comesAndGoes()]);
