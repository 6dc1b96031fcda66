import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import { ScoreKeeper } from './score-keeper.js';

const HOTKEY = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const MINER = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const nats = useNats();

it('who led before is refused once another has claimed the scores, which stay as they were', async () => {
  const network = `test-${randomBytes(6).toString('hex')}`;
  const own = { network, replicas: 1, netuid: 1, hotkey: HOTKEY, alpha: 0.2 };
  const first = await ScoreKeeper.claim(nats.bus(), own);
  first.book.observe(7, [{ hotkey: MINER, registeredAt: 3, score: 0.6 }]);
  await first.save();
  const second = await ScoreKeeper.claim(nats.bus(), own);
  expect(second.book.toMessage()).toEqual(first.book.toMessage());
  first.book.observe(8, [{ hotkey: MINER, registeredAt: 3, score: 0.9 }]);
  await expect(first.save()).rejects.toMatchObject({ code: 'ROW_TAKEN' });
  second.book.observe(9, [{ hotkey: MINER, registeredAt: 3, score: 0.2 }]);
  await second.save();
  expect((await ScoreKeeper.load(nats.bus(), own)).book.get(MINER)).toMatchObject({ score: 0.4, rounds: 2n });
});
