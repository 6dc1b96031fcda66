import { expect, it } from 'vitest';

interface Figures {
  readonly sent: number;
  readonly codes: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
}

const INPUTS = 20_000;

// The small twin of `npm run fuzz`; a failure names its inputs: --seed 1 --from N --inputs 500.
it(`lives through ${INPUTS} malformed requests, extrinsics and frames, and answers each once`, async () => {
  const path = '../fuzz/fuzz-node.mjs';
  const { fuzzNode } = (await import(path)) as {
    fuzzNode: (options: { seed: number; inputs: number }) => Promise<Figures>;
  };
  const { sent, codes, failures } = await fuzzNode({ seed: 1, inputs: INPUTS });
  expect(failures).toEqual([]);
  expect(sent).toBe(INPUTS);
  // They are not all refused at the door: each kind of answer is among them.
  for (const code of ['ok', '-32700', '-32600', '-32601', '-32602', '4003', '1001', '1010'])
    expect(codes[code], code).toBeGreaterThan(0);
}, 180_000);
