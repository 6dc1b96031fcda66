// A WebSocket that sends anything and counts what comes back.
import { connect } from 'node:net';
import WebSocket from 'ws';

const DEADLINE_MS = 60_000;

/** One connection for requests: `ask` for an answer by id, `sendText` for anything. */
export class FuzzSocket {
  /** Answers that no `ask` waits for. */
  answers = [];
  #waiting = new Map();
  #id = 2e9;

  static async open(url) {
    const self = new FuzzSocket();
    self.socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
    self.socket.on('message', (data) => self.#hear(JSON.parse(data.toString())));
    await new Promise((resolve, reject) => self.socket.once('open', resolve).once('error', reject));
    self.socket.on('error', () => undefined);
    return self;
  }

  get isOpen() {
    return this.socket.readyState === WebSocket.OPEN;
  }

  sendText(text) {
    this.socket.send(text);
  }

  /** @throws when no answer comes within the deadline: the node hangs. */
  ask(method, ...params) {
    const id = this.#id++;
    this.sendText(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${method}: no answer in ${DEADLINE_MS} ms`)),
        DEADLINE_MS,
      );
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        if (answer.error === undefined) resolve(answer.result);
        else reject(new Error(JSON.stringify(answer.error)));
      });
    });
  }

  close() {
    this.socket.terminate();
  }

  #hear(message) {
    if (!Array.isArray(message) && message.method !== undefined) return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (waiting === undefined) this.answers.push(message);
    else waiting(message);
  }
}

const HANDSHAKE = [
  'GET / HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

/** A TCP connection that has shaken hands, or has had `handshake` instead. Whatever comes back is read and dropped. */
export function rawConnection(port, handshake = HANDSHAKE) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.on('data', () => undefined);
  socket.write(handshake);
  return socket;
}

export { HANDSHAKE };
