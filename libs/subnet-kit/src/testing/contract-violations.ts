import { hasCode, messageOf } from '@yumanet/service-kit';
import { isDeepStrictEqual } from 'node:util';
import type { Codec } from '../codec.js';
import { MECHANISM_NAME, type SubnetMechanism } from '../mechanism.js';
import type { Round } from '../task.js';

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
export async function contractViolations<Task, Secret, Answer>(
  mechanism: SubnetMechanism<Task, Secret, Answer>,
  options: ContractOptions,
): Promise<string[]> {
  const found: string[] = [];
  const expect = (holds: boolean, sentence: string) => {
    if (!holds) found.push(sentence);
  };
  expect(MECHANISM_NAME.test(mechanism.name), 'name: expected lower-case letters, digits and dashes');
  const round = await checkTask(mechanism, expect);
  for (const backend of options.backends ?? mechanism.handler.backends) {
    const answer = await answerOf(mechanism, round, { ...options, backend });
    checkCodec(`answer of ${backend}`, mechanism.handler.codec, answer, expect);
    await checkScore(mechanism, round, answer, expect);
  }
  await checkUnknownBackend(mechanism, options, expect);
  return found;
}

type Expect = (holds: boolean, sentence: string) => void;

async function checkTask<Task, Secret, Answer>(
  { task }: SubnetMechanism<Task, Secret, Answer>,
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

async function answerOf<Task, Secret, Answer>(
  { handler, task }: SubnetMechanism<Task, Secret, Answer>,
  round: Round<Task, Secret>,
  { dataDir, backend }: ContractOptions & { readonly backend: string },
): Promise<Answer> {
  const { signal } = new AbortController();
  const opened = await handler.open({ backend, hotkey: FIRST, dataDir: dataDir(backend), signal });
  try {
    return await opened.answer(task.codec.decode(task.codec.encode(askOf(round))), signal);
  } finally {
    await opened.close();
  }
}

async function checkScore<Task, Secret, Answer>(
  { score }: SubnetMechanism<Task, Secret, Answer>,
  round: Round<Task, Secret>,
  answer: Answer,
  expect: Expect,
): Promise<void> {
  const [first = '', second = '', silent = ''] = HOTKEYS;
  const one = await score.score(
    round,
    new Map([
      [first, answer],
      [second, answer],
    ]),
  );
  const other = await score.score(
    round,
    new Map([
      [second, answer],
      [first, answer],
    ]),
  );
  const scores = HOTKEYS.map((hotkey) => one.get(hotkey));
  expect(
    scores.every((each) => each !== undefined && each >= 0 && each <= 1),
    'score: expected a number from 0 to 1 for everyone asked',
  );
  expect(one.get(silent) === 0, 'score: expected 0 for silence');
  expect(
    isDeepStrictEqual(
      scores,
      HOTKEYS.map((hotkey) => other.get(hotkey)),
    ),
    'score: expected the same in whatever order the answers came',
  );
  expect(score.compose(new Map()) === undefined, 'compose: expected nothing out of no answers');
}

async function checkUnknownBackend<Task, Secret, Answer>(
  { handler }: SubnetMechanism<Task, Secret, Answer>,
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
