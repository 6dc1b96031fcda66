/** A gateway is told to stop while clients ask: whoever had asked is answered and pays, nobody else is let in, and nobody pays for nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Askers, HeldPost, postOutcome, readiness } from '../support/drain-watch.js';
import { GatewayNetwork, TAO, type GatewayClient } from '../support/gateway-network.js';

const PRICE = 1_000n;
const patience = { timeout: 20_000, interval: 10 };
let network: GatewayNetwork;
let alice: GatewayClient;

beforeAll(async () => {
  network = await GatewayNetwork.start(1, PRICE, ['--gateway-client-rate', '60000']);
  alice = await network.createClient('//Ferdie');
  await network.deposit(alice, TAO);
  await network.untilBalance(alice, TAO);
  await network.untilAnswered(alice);
});
afterAll(() => network.stop());

it('answers what was asked, charges that alone, and ends with status 0', async () => {
  const { status } = network.validator.ready;
  const url = `${network.url}/v1/chat/completions`;
  const headers = { authorization: `Bearer ${alice.key}` };
  const ask = (stream: boolean): string =>
    JSON.stringify({
      ...{ model: 'text-generation', messages: [{ role: 'user', content: 'and god said' }] },
      ...{ max_tokens: 8, stream },
    });
  const { chargedRao } = await network.balance(alice);
  // Begun, and asked to the end only when the gateway stops.
  const held = [false, true].map((stream) => new HeldPost(url, ask(stream), headers));
  const askers = new Askers(4, () => postOutcome(url, ask(false), headers));
  await expect.poll(() => askers.outcomes.length, patience).toBeGreaterThan(8);
  askers.told();
  const stopped = network.validator.stop();
  await expect.poll(() => readiness(status), patience).toBe('not ready: stopping');
  await expect.poll(() => askers.refusals, patience).not.toEqual([]);
  for (const post of held) post.finish();
  const answers = await Promise.all(held.map(({ answer }) => answer));
  expect(answers.map((answer) => answer.status)).toEqual([200, 200]);
  expect(answers[0]!.text).toContain('"receipt"');
  expect(answers[1]!.text).toContain('[DONE]');
  await askers.ended();
  for (const refusal of askers.refusals) expect(['503 DRAINING', 'NOBODY']).toContain(refusal);
  expect(await stopped, network.validator.log()).toBe(0);

  // The books: one charge for each answer that arrived, nothing held.
  await network.startValidator();
  const after = await network.balance(alice);
  const answered = BigInt(askers.answered + held.length);
  expect([after.chargedRao - chargedRao, after.reservedRao]).toEqual([answered * PRICE, 0n]);
});
