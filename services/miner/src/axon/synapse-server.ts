import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { QueryStreamResponse } from '@yumanet/proto/miner/v1';
import { OpenAnswers, isServiceError, messageOf, withDeadline, type Clock } from '@yumanet/service-kit';
import {
  axonError,
  httpStatusOf,
  readSynapseBody,
  readSynapseHead,
  requestOfSynapse,
  signResponse,
  signStream,
  STREAM_SYNAPSE_NAME,
  SYNAPSE_NAME,
  SYNAPSE_VERSION,
  verifySynapse,
  type SynapseHead,
} from '@yumanet/subnet-kit/axon';
import { parseHotkey } from '@yumanet/units';
import { admit, checkService, type Knock } from './admit.js';
import { Counted, wholeBody, type AxonParts } from './serve-request.js';

const HEADER_BYTES = 16_384;
/** The rest of the synapse, around the base64 of its body. */
const SYNAPSE_BYTES = 16_384;
/** To send a body, and for the whole of a request. */
const BODY_MS = 10_000;
const REQUEST_MS = 60_000;

/** The HTTP protocol of the Python SDK's dendrite, through the same door as gRPC. */
export class SynapseServer {
  readonly #parts: AxonParts;
  readonly #clock: Clock;
  readonly #server: Server;
  readonly #answers = new OpenAnswers({ refuse });

  constructor(parts: AxonParts) {
    this.#parts = parts;
    this.#clock = parts.door.clock;
    const listener = this.#answers.guard((request, response) => void this.#serve(request, response));
    this.#server = createServer({ maxHeaderSize: HEADER_BYTES }, listener);
    this.#server.keepAliveTimeout = 30_000;
    this.#server.on('clientError', (_error, socket) => {
      const { remoteAddress, remotePort } = socket as Socket;
      socket.destroy();
      parts.connections.fault(`${remoteAddress}:${remotePort}`, 1);
    });
  }

  /** Takes a connection that somebody else accepted. */
  take(socket: Socket): void {
    this.#server.emit('connection', socket);
  }

  /** Refuses from now on; settles when what had begun is answered. */
  drain(): Promise<void> {
    return this.#answers.drain();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = this.#clock.monotonic();
    const { remoteAddress, remotePort } = request.socket;
    const bytes = Number(request.headers['content-length'] ?? 0);
    const dendriteHotkey = String(request.headers['bt_header_dendrite_hotkey'] ?? '');
    const counted = new Counted(this.#parts, {
      peer: `${remoteAddress}:${remotePort}`,
      dendriteHotkey,
      bytes,
    });
    const gone = new AbortController();
    response.once('close', () => gone.abort(new Error('the dendrite left')));
    try {
      const deadline = { clock: this.#clock, ms: REQUEST_MS, what: 'request', signal: gone.signal };
      await withDeadline(deadline, (signal) => this.#answer(request, response, counted, signal, began));
      counted.answered();
    } catch (error) {
      counted.refused(error);
      refuse(response, error);
      // The rest of a body that is not wanted is not read either.
      if (!request.complete) response.once('finish', () => request.socket.destroySoon());
    }
  }

  async #answer(
    request: IncomingMessage,
    response: ServerResponse,
    counted: Counted,
    signal: AbortSignal,
    began: number,
  ): Promise<void> {
    const { door, hotkey, ask } = this.#parts;
    const stream = checkEnvelope(request, Math.ceil((door.maxBodyBytes * 4) / 3) + SYNAPSE_BYTES);
    const head = readSynapseHead(request.headers);
    const stake = await admit(door, knockOf(head, door));
    counted.letIn();
    const synapse = readSynapseBody(head, await this.#read(request, signal));
    checkService(door, synapse);
    const asked = requestOfSynapse(head, synapse);
    const pieces = ask({ body: asked.body, stream, stake }, signal);
    const headers = () => axonHeaders(200, 'Success', hotkey.address, this.#clock.monotonic() - began);
    if (stream) {
      const lines = signStream(hotkey, asked, pieces);
      // What goes wrong before the first chunk still has a status of its own.
      const first = await lines.next();
      response.writeHead(200, { ...headers(), 'content-type': 'application/x-ndjson' });
      if (first.done !== true) await write(response, first.value, signal);
      for await (const frame of lines) await write(response, frame, signal);
      response.end();
      return;
    }
    const { body, signature } = signResponse(hotkey, asked, await wholeBody(pieces));
    sendJson(response, 200, headers(), {
      ...{ name: SYNAPSE_NAME, netuid: String(synapse.netuid), task: synapse.task },
      body: Buffer.from(synapse.body).toString('base64'),
      answer: body.toString('base64'),
      answer_signature: signature.toString('hex'),
      // A nonce is more than a JSON number holds; the SDK reads a text as well.
      dendrite: { hotkey: head.dendriteHotkey, nonce: String(head.nonce), uuid: head.uuid },
      axon: { hotkey: hotkey.address, status_code: 200, status_message: 'Success' },
    });
  }

  #read(request: IncomingMessage, signal: AbortSignal): Promise<Uint8Array> {
    const deadline = { clock: this.#clock, ms: BODY_MS, what: 'body', signal };
    return withDeadline(deadline, async () => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      return Buffer.concat(parts);
    });
  }
}

/** @returns whether a stream is asked for. @throws ServiceError NOT_SYNAPSE, BODY_TOO_LARGE. */
function checkEnvelope({ method, url, headers }: IncomingMessage, limit: number): boolean {
  const length = headers['content-length'];
  const isJson = headers['content-type']?.split(';')[0]?.trim() === 'application/json';
  const isKnown = url === `/${SYNAPSE_NAME}` || url === `/${STREAM_SYNAPSE_NAME}`;
  // A length is asked for, and no encoding taken: what is sent is what is read.
  if (method !== 'POST' || !isKnown || !isJson || length === undefined || 'content-encoding' in headers)
    throw axonError('NOT_SYNAPSE', `http: expected a POST of JSON to /${SYNAPSE_NAME}, got another request`);
  if (Number(length) <= limit) return url !== `/${SYNAPSE_NAME}`;
  throw axonError('BODY_TOO_LARGE', `body: expected at most ${limit} bytes, got ${length}`, { limit });
}

/** All but the body, which is read only of whoever may ask: `checkService` looks at what it says. */
function knockOf(head: SynapseHead, door: AxonParts['door']): Knock {
  const { dendriteHotkey, axonHotkey, nonce, signature } = head;
  return {
    ...{ netuid: door.netuid, task: door.task, dendriteHotkey, axonHotkey, nonce },
    bodyBytes: 0,
    isSigned: signature.length > 0,
    check: () => {
      for (const [field, value] of Object.entries({ dendriteHotkey, axonHotkey })) checkHotkey(field, value);
    },
    verify: () => verifySynapse(head),
  };
}

function checkHotkey(field: string, value: string): void {
  try {
    parseHotkey(value);
  } catch (error) {
    throw axonError('REQUEST_INVALID', `${field}: ${messageOf(error)}`, { field });
  }
}

/** One line of JSON per frame, no faster than it is read. */
async function write(
  response: ServerResponse,
  { frame }: QueryStreamResponse,
  signal: AbortSignal,
): Promise<void> {
  const line =
    frame?.$case === 'chunk'
      ? { chunk: frame.chunk.toString('base64') }
      : {
          answer: frame?.end.body.toString('base64'),
          answer_signature: frame?.end.signature.toString('hex'),
        };
  if (response.write(`${JSON.stringify(line)}\n`)) return;
  await new Promise<void>((resolve) => {
    response.once('drain', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  signal.throwIfAborted();
}

/** A header takes ASCII only. */
const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, "'").slice(0, 500);

function axonHeaders(status: number, message: string, hotkey: string, ms: number): Record<string, string> {
  return {
    bt_header_axon_status_code: String(status),
    bt_header_axon_status_message: ascii(message),
    bt_header_axon_process_time: String(ms / 1_000),
    bt_header_axon_hotkey: hotkey,
    bt_header_axon_version: String(SYNAPSE_VERSION),
  };
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    // A stream without its end: the connection says so.
    response.destroy();
    return;
  }
  const known = isServiceError(error);
  const [status, code] = known ? [httpStatusOf(error.status, error.code), error.code] : [500, 'INTERNAL'];
  const message = known && error.status !== 'INTERNAL' ? error.message : 'the axon failed';
  const headers = {
    bt_header_axon_status_code: String(status),
    bt_header_axon_status_message: ascii(message),
  };
  sendJson(response, status, headers, { message, code });
}

function sendJson(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  content: object,
): void {
  const json = JSON.stringify(content);
  const length = Buffer.byteLength(json);
  response.writeHead(status, { ...headers, 'content-type': 'application/json', 'content-length': length });
  response.end(json);
}
