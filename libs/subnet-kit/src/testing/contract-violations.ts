import { hasCode, messageOf } from '@yumanet/service-kit';
import { isDeepStrictEqual } from 'node:util';
import type { Codec } from '../codec.js';
import { isStream, type Chunks } from '../handler.js';
import { MECHANISM_NAME, type AnyMechanism, type SubnetMechanism } from '../mechanism.js';
import { MAX_MEMORY_BYTES, type Memories, type Round } from '../task.js';

export interface ContractOptions {
  /** Where handlers may write: an empty folder for each backend. */
  readonly dataDir: (backend: string) => string;
  /** Backends to open. Default: all. */
  readonly backends?: readonly string[];
}

const HOTKEYS = [
  '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
  '5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y',
];
const [FIRST = ''] = HOTKEYS;

/**
 * What a mechanism does against its contract, one sentence each; an empty list is what its test expects. It opens every backend,
 * asks it one round, and scores the answers.
 */
export async function contractViolations<Task, Secret, Answer, Chunk = never>(
  mechanism: SubnetMechanism<Task, Secret, Answer, Chunk>,
  options: ContractOptions,
): Promise<string[]> {
  const found: string[] = [];
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) found.push(sentence);
  };
  expect(MECHANISM_NAME.test(mechanism.name), 'name: expected lower-case letters, digits and dashes');
  const round = await checkTask(mechanism, expect);
  for (const backend of options.backends ?? mechanism.handler.backends) {
    const answer = await answerOf(mechanism, round, { ...options, backend }, expect);
    checkCodec(`answer of ${backend}`, mechanism.handler.codec, answer, expect);
    await checkScore(mechanism, round, answer, expect);
  }
  await checkUnknownBackend(mechanism, options, expect);
  return found;
}

type Expect = (holds: boolean, sentence: string) => void;

async function checkTask<Task, Secret>(
  { task }: Pick<SubnetMechanism<Task, Secret, unknown>, 'task'>,
  expect: Expect,
): Promise<Round<Task, Secret>> {
  const round = await task.make('seed', HOTKEYS);
  const wire = (made: Round<Task, Secret>) =>
    [...made.asks].map(([hotkey, ask]) => [hotkey, Buffer.from(task.codec.encode(ask)).toString('hex')]);
  expect(
    isDeepStrictEqual([...round.asks.keys()], HOTKEYS),
    'task: expected every hotkey to be asked, in order',
  );
  expect(
    isDeepStrictEqual(wire(round), wire(await task.make('seed', HOTKEYS))),
    'task: expected the same round from the same seed',
  );
  expect(
    !isDeepStrictEqual(wire(round), wire(await task.make('another seed', HOTKEYS))),
    'task: expected another round from another seed',
  );
  checkCodec('task', task.codec, askOf(round), expect);
  return round;
}

function checkCodec<T>(what: string, codec: Codec<T>, value: T, expect: Expect): void {
  const bytes = codec.encode(value);
  const again = codec.encode(codec.decode(bytes));
  expect(Buffer.from(again).equals(bytes), `${what}: expected decode to give back what was encoded`);
  const nonsense = [new Uint8Array(), Buffer.from('{}'), Buffer.from('null'), bytes.subarray(1)];
  for (const each of [...nonsense, Buffer.concat([bytes, Buffer.from('}')])]) {
    expect(isRefused(codec, each), `${what}: expected BODY_INVALID for ${each.length} bytes of nonsense`);
  }
}

function isRefused(codec: Codec<unknown>, bytes: Uint8Array): boolean {
  try {
    codec.decode(bytes);
    return false;
  } catch (error) {
    return hasCode(error, 'BODY_INVALID');
  }
}

async function answerOf<Task, Secret, Answer, Chunk>(
  { handler, task }: SubnetMechanism<Task, Secret, Answer, Chunk>,
  round: Round<Task, Secret>,
  { dataDir, backend }: ContractOptions & { readonly backend: string },
  expect: Expect,
): Promise<Answer> {
  const { signal } = new AbortController();
  const opened = await handler.open({ backend, hotkey: FIRST, dataDir: dataDir(backend), signal });
  try {
    const answer = opened.answer(task.codec.decode(task.codec.encode(askOf(round))), signal);
    if (!isStream(answer)) return await answer;
    if (!handler.chunks)
      throw new TypeError(`${backend}: expected a whole answer without chunks, got a stream`);
    return await joined(backend, handler.chunks, answer, expect);
  } finally {
    await opened.close();
  }
}

async function joined<Answer, Chunk>(
  backend: string,
  chunks: Chunks<Answer, Chunk>,
  stream: AsyncIterable<Chunk>,
  expect: Expect,
): Promise<Answer> {
  const parts: Chunk[] = [];
  let same = true;
  for await (const part of stream) {
    const bytes = chunks.codec.encode(part);
    const decoded = chunks.codec.decode(bytes);
    same &&= Buffer.from(chunks.codec.encode(decoded)).equals(bytes);
    parts.push(decoded);
  }
  expect(same, `chunk of ${backend}: expected decode to give back what was encoded`);
  expect(parts.length > 0, `${backend}: expected a stream of at least one chunk`);
  return chunks.join(parts);
}

async function checkScore<Task, Secret, Answer>(
  { score }: Pick<SubnetMechanism<Task, Secret, Answer>, 'score'>,
  round: Round<Task, Secret>,
  answer: Answer,
  expect: Expect,
): Promise<void> {
  const asked = HOTKEYS.slice(0, 2);
  const [answers, observed] = [
    asked.map((hotkey) => [hotkey, answer] as const),
    asked.map((hotkey) => [hotkey, { latencyMs: 100 }] as const),
  ];
  const one = await score.score(round, new Map(answers), new Map(observed));
  const other = await score.score(round, new Map(answers.toReversed()), new Map(observed.toReversed()));
  const scores = HOTKEYS.map((hotkey) => one.get(hotkey));
  expect(
    scores.every((each) => each !== undefined && each >= 0 && each <= 1),
    'score: expected a number from 0 to 1 for everyone asked',
  );
  expect(one.get(HOTKEYS[2] ?? '') === 0, 'score: expected 0 for silence');
  expect(
    isDeepStrictEqual(
      scores,
      HOTKEYS.map((hotkey) => other.get(hotkey)),
    ),
    'score: expected the same in whatever order the answers came',
  );
  checkMemories(() => score.remember?.(round, new Map(answers), new Map()), expect);
  expect(score.compose(new Map()) === undefined, 'compose: expected nothing out of no answers');
}

function checkMemories(remember: () => Memories | undefined, expect: Expect): void {
  const memories = [...(remember() ?? [])];
  expect(
    memories.every(([hotkey, { length }]) => HOTKEYS.includes(hotkey) && length <= MAX_MEMORY_BYTES),
    `remember: expected at most ${MAX_MEMORY_BYTES} bytes of whoever was asked`,
  );
  expect(
    isDeepStrictEqual(memories, [...(remember() ?? [])]),
    'remember: expected the same from the same answers',
  );
}

async function checkUnknownBackend(
  { handler }: { readonly handler: Pick<AnyMechanism['handler'], 'open'> },
  { dataDir }: ContractOptions,
  expect: Expect,
): Promise<void> {
  const backend = 'no-such-backend';
  const { signal } = new AbortController();
  try {
    const opened = await handler.open({ backend, hotkey: FIRST, dataDir: dataDir(backend), signal });
    await opened.close();
    expect(false, 'handler: expected BACKEND_UNKNOWN, got a handler');
  } catch (error) {
    expect(hasCode(error, 'BACKEND_UNKNOWN'), `handler: expected BACKEND_UNKNOWN, got ${messageOf(error)}`);
  }
}

function askOf<Task>({ asks }: Round<Task, unknown>): Task {
  const ask = asks.get(FIRST);
  if (ask === undefined) throw new RangeError(`task: expected ${FIRST} to be asked, got nothing for it`);
  return ask;
}
