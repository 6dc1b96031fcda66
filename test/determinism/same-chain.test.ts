import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { CHAIN_BIN, ChainProcess, rpc, tempFolder } from '../support/chain-process.js';
import { offlineSigner } from '../support/signer.js';

const BLOCKS = 6;
const FLAGS = ['--sealing', 'manual', '--time', 'simulated'];

/** Makes the blocks, each with its extrinsics, and says what each is called and what state it leaves. */
async function run(
  http: string,
  from: number,
  to: number,
  extrinsics: readonly string[][],
): Promise<string[]> {
  const seen: string[] = [];
  for (let number = from; number <= to; number++) {
    for (const extrinsic of extrinsics[number - 1]!) await rpc(http, 'author_submitExtrinsic', extrinsic);
    const { hash } = await rpc<{ hash: string }>(http, 'engine_createBlock', true, true);
    const header = await rpc<{ number: string; stateRoot: string }>(http, 'chain_getHeader', hash);
    expect(Number(header.number)).toBe(number);
    seen.push(`${hash} ${header.stateRoot}`);
  }
  return seen;
}

async function start(dataDir: string): Promise<ChainProcess> {
  const chain = await ChainProcess.start([...FLAGS, '--data-dir', dataDir]);
  onTestFinished(async () => void (await chain.kill()));
  return chain;
}

function folder(): string {
  const { path, remove } = tempFolder();
  onTestFinished(remove);
  return path;
}

it('the same spec and extrinsics give the same hashes: on a second run, after a restart, replayed', async () => {
  const first = folder();
  const chain = await start(first);
  const signer = await offlineSigner(chain.ready.rpc);
  const extrinsics = Array.from({ length: BLOCKS }, (_, block) =>
    [0, 1, 2].map((i) => signer.transfer('//Alice', `//To//${block}//${i}`, 1_000_000n, block * 3 + i)),
  );
  await signer.close();
  const seen = await run(chain.ready.http, 1, BLOCKS, extrinsics);
  expect(new Set(seen).size).toBe(BLOCKS);
  expect(await chain.stop()).toBe(0);

  const second = folder();
  const before = await start(second);
  expect(before.ready.genesis).toBe(chain.ready.genesis);
  const half = await run(before.ready.http, 1, BLOCKS / 2, extrinsics);
  expect(await before.stop()).toBe(0);
  const after = await start(second);
  expect(after.ready.head).toBe(BLOCKS / 2);
  const rest = await run(after.ready.http, BLOCKS / 2 + 1, BLOCKS, extrinsics);
  expect([...half, ...rest]).toEqual(seen);
  expect(await after.stop()).toBe(0);

  const verify = execFileSync(process.execPath, [CHAIN_BIN, 'verify', '--data-dir', first, '--replay']);
  expect(JSON.parse(verify.toString())).toMatchObject({
    event: 'verified',
    head: BLOCKS,
    finalised: BLOCKS,
    replayed: BLOCKS,
  });
});
