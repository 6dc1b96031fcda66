/** Taking over, on the real runtime in memory and a real bus of which a part is away. */
import { keyFromUri } from '@yumanet/chain-client';
import { subjectsOf } from '@yumanet/proto';
import { IntentState } from '@yumanet/proto/validator/v1';
import { Health, createMetrics, kitError, silentLogger, type Bus } from '@yumanet/service-kit';
import { expect, it, onTestFinished, vi } from 'vitest';
import { useNats } from '../test/nats.js';
import { openWorld } from '../test/world.js';
import { readMetagraph } from './metagraph/read-metagraph.js';
import { validatorMetrics } from './metrics.js';
import { ScoreKeeper } from './scores/score-keeper.js';
import { STRATEGIES } from './strategies/strategies.js';
import { Validator } from './validator.js';

const NETUID = 1;
const NETWORK = 'take-over';
const nats = useNats();

/** The bus does not make this stream until the test says so. */
function holdBack(bus: Bus, stream: string): () => void {
  const { streams } = bus.manager;
  const add = streams.add.bind(streams);
  const held = vi.spyOn(streams, 'add').mockImplementation((config) => {
    if (config.name === stream) throw kitError('UNAVAILABLE', 'no leader');
    return add(config);
  });
  return () => held.mockRestore();
}

it('sets weights from known scores while the bus has no place for rounds, and asks once it has', async () => {
  const { chain } = await openWorld(nats.bus);
  const hotkey = await keyFromUri('//Charlie');
  const own = { network: NETWORK, replicas: 1, netuid: NETUID, hotkey: hotkey.address };
  // Who led before left scores.
  const before = await ScoreKeeper.load(nats.bus(), { ...own, alpha: 0.5 });
  const { neurons } = await readMetagraph(chain.client, NETUID, chain.latest);
  const miners = neurons.slice(1).map(({ hotkey: miner, registeredAt }) => ({ hotkey: miner, registeredAt }));
  before.book.observe(
    chain.number,
    miners.map((miner, i) => ({ ...miner, score: 1 / (i + 1) })),
  );
  await before.save();

  const bus = await nats.connect();
  onTestFinished(() => bus.stop());
  const release = holdBack(bus, subjectsOf(NETWORK).scoringQueue);
  const fatal: unknown[] = [];
  const validator = new Validator({
    ...{ ...own, hotkey, coldkey: undefined, bus, client: chain.client, logger: silentLogger() },
    mechanism: { name: 'none', version: 1 } as never,
    strategy: STRATEGIES['moving-average']({ top: 1, winnerShare: 1, temperature: 1 }),
    ...{ stakeRao: 0n, root: false, rootNetuids: [], asks: true, answerCopiers: 'report' },
    ...{ whenPruned: 'stop', maxBurnRao: 0n, roundBlocks: 2, weightsBlocks: 8, queryMs: 500 },
    ...{ queryConcurrency: 4, partMiners: 2, leaseMs: 2_000, scoreAlpha: 0.5 },
    ...{ health: new Health(), metrics: validatorMetrics(createMetrics({ service: 'test', version: '0' })) },
    onFatal: (error) => void fatal.push(error),
  });
  await validator.start();
  onTestFinished(() => validator.drain());

  const isSet = () =>
    validator.view.intents.some(({ state }) =>
      [IntentState.INTENT_STATE_INCLUDED, IntentState.INTENT_STATE_EFFECTIVE].includes(state),
    );
  const block = async () => {
    chain.make();
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  for (let n = 0; n < 30 && !isSet(); n++) await block();
  expect(isSet()).toBe(true);
  expect(validator.view.rounds).toEqual([]);
  release();
  for (let n = 0; n < 80 && validator.view.rounds.length === 0; n++) await block();
  expect(validator.view.rounds.length).toBeGreaterThan(0);
  expect(fatal).toEqual([]);
});
