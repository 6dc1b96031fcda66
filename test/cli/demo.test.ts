import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { main } from '@yumanet/cli';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { ChainProcess, tempFolder } from '../support/chain-process.js';

interface TempoEvent {
  readonly event: string;
  readonly epochBlock: number;
  readonly ownerFreeRao: string;
  readonly neurons: readonly { role: string; stakeRao: string; emissionRao: string }[];
}

/** The public keys' chain of short tempos, faster than a person watches. */
const FAST = ['--network', 'demo', '--block-time', '0.15', '--finality-delay', '0'];
let chain: ChainProcess;

beforeAll(async () => {
  chain = await ChainProcess.start(FAST);
});
afterAll(async () => {
  expect(await chain.stop()).toBe(0);
});

async function demo(args: readonly string[], live?: (text: string) => void): Promise<string> {
  let out = '';
  const status = await main(['node', 'yumanet', ...args], {
    out: (text) => (out += text),
    err: (text) => (out += text),
    env: { YUMANET_URL: chain.ready.rpc },
    live,
  });
  expect(status, out).toBe(0);
  return out;
}

const lines = (out: string): TempoEvent[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as TempoEvent);
const sum = (neurons: TempoEvent['neurons'], role: string, key: 'stakeRao' | 'emissionRao'): bigint =>
  neurons.filter((neuron) => neuron.role === role).reduce((total, neuron) => total + BigInt(neuron[key]), 0n);

it('yumanet demo: validators and miners get the same, the owner 18 %, and it goes on where it was', async () => {
  const tempos = lines(await demo(['--json', 'demo', '-t', '4'])).filter(({ event }) => event === 'tempo');
  expect(tempos.length).toBe(4);
  const [before, after] = [tempos.at(-2)!, tempos.at(-1)!];
  expect(after.epochBlock - before.epochBlock).toBe(21);
  expect(after.neurons.map(({ role }) => role)).toEqual([
    ...['validator', 'validator'],
    ...['miner', 'miner', 'miner'],
  ]);
  for (const neuron of after.neurons) expect(BigInt(neuron.emissionRao)).toBeGreaterThan(0n);
  for (const role of ['validator', 'miner'])
    expect(sum(after.neurons, role, 'stakeRao') - sum(before.neurons, role, 'stakeRao')).toBe(
      sum(after.neurons, role, 'emissionRao'),
    );
  // A block's TAO for this one subnet, 21 times: 18 % the owner's, the rest in halves, a few rao lost to truncation.
  const share = (rao: bigint): number => Number(rao) / 21e9;
  expect(share(BigInt(after.ownerFreeRao) - BigInt(before.ownerFreeRao))).toBeCloseTo(0.18, 5);
  expect(share(sum(after.neurons, 'validator', 'emissionRao'))).toBeCloseTo(0.41, 5);
  expect(share(sum(after.neurons, 'miner', 'emissionRao'))).toBeCloseTo(0.41, 5);
  const live: string[] = [];
  const text = await demo(['demo', '-t', '1'], (line) => live.push(line));
  expect(live[0]).toMatch(/^block \d+, next epoch in \d+ blocks$/);
  expect(live.at(-1)).toBe('');
  expect(text).not.toContain('registered, owned by');
  expect(text).toMatch(/subnet 1, epoch of block \d+, paid in block \d+ \(TAO\)\nuid {2}hotkey/);
});

it('npm start: the chain and the demo, and a signal ends both', async () => {
  const { path, remove } = tempFolder();
  const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
  const args = [script, '--json', '--rpc-port', '0', '--data-dir', path, ...FAST.slice(2)];
  const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => started.on('exit', (code) => resolve(code)));
  onTestFinished(async () => {
    started.kill('SIGTERM');
    await exited;
    remove();
  });
  const heard: Record<string, unknown>[] = [];
  createInterface({ input: started.stdout }).on(
    'line',
    (line) => void heard.push(JSON.parse(line) as Record<string, unknown>),
  );
  await expect.poll(() => heard.map(({ event }) => event), { timeout: 40_000 }).toContain('tempo');
  const { pid } = heard.find(({ event }) => event === 'ready') as { pid: number };
  started.kill('SIGINT');
  const late = new Promise((resolve) => setTimeout(resolve, 5000, 'late').unref());
  expect(await Promise.race([exited, late])).toBe(0);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});
