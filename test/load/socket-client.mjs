// A JSON-RPC client over one WebSocket, as small as a load of many of them needs it.
import WebSocket from 'ws';

const DEADLINE_MS = 60_000;

export class SocketClient {
  #socket;
  #id = 0;
  #waiting = new Map();
  #listeners = new Map();
  /** Notifications received. */
  notifications = 0;
  /** Why the connection ended, if it did and nobody here asked for it. */
  lost;
  #closing = false;

  static open(url) {
    const client = new SocketClient();
    const socket = new WebSocket(url, { perMessageDeflate: false });
    client.#socket = socket;
    socket.on('message', (data) => client.#onMessage(JSON.parse(data.toString())));
    socket.on('close', (code, reason) => client.#onClose(`closed with ${code} ${reason.toString()}`));
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(client));
      socket.on('error', reject);
    });
  }

  /** One request. @throws Error with the answer's `code`, or after the deadline. */
  send(method, ...params) {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${method}: no answer in ${DEADLINE_MS} ms`)),
        DEADLINE_MS,
      );
      this.#waiting.set(id, { method, resolve, reject, timer });
      this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  /** Subscribes; values come from the next turn on, in order, each with the subscription's id: they may come before it. @returns the id. */
  async subscribe(method, params, listener) {
    const id = await this.send(method, ...params);
    this.#listeners.set(id, listener);
    return id;
  }

  /** @returns whether the node still had the subscription. */
  async unsubscribe(method, id) {
    this.#listeners.delete(id);
    return this.send(method, id);
  }

  close() {
    this.#closing = true;
    this.#socket.close();
  }

  #onMessage(message) {
    if (message.id === undefined) {
      this.notifications++;
      // The answer that names the subscription resolves a promise: its listener is there one microtask later.
      const { subscription, result } = message.params;
      queueMicrotask(() => this.#listeners.get(subscription)?.(result, subscription));
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    clearTimeout(waiting?.timer);
    if (message.error === undefined) waiting?.resolve(message.result);
    else {
      const { code, message: text, data } = message.error;
      waiting?.reject(Object.assign(new Error(`${waiting.method}: ${code} ${text} ${data ?? ''}`), { code }));
    }
  }

  #onClose(reason) {
    if (!this.#closing) this.lost = reason;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(new Error(reason));
    }
    this.#waiting.clear();
  }
}
