import { ScoreBook } from '@yumanet/proto/validator/v1';
import { expect, it } from 'vitest';
import { useNats } from '../../test/nats.js';
import { OwnRow } from './own-row.js';

const OWNER = { netuid: 1, hotkey: '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY' };
const options = { bucket: 'rows', type: ScoreBook };
const book = (block: bigint) => ({ version: 1, block, scores: [] });
const nats = useNats();

it('a row survives its writer and the server, and a second writer is found', async () => {
  const bus = nats.bus();
  const first = await OwnRow.load(bus, options, OWNER);
  expect(first.value).toBeUndefined();
  await Promise.all([first.row.save(book(1n)), first.row.save(book(2n))]);

  await nats.server.kill('SIGKILL');
  await expect(first.row.save(book(3n))).rejects.toMatchObject({
    status: expect.stringMatching(/UNAVAILABLE|DEADLINE/) as string,
  });
  await nats.server.start();
  await bus.connected(AbortSignal.timeout(60_000));
  const second = await OwnRow.load(bus, options, OWNER);
  expect(second.value).toEqual(book(2n));
  await second.row.save(book(4n));
  await expect(first.row.save(book(5n))).rejects.toMatchObject({ code: 'ROW_TAKEN' });
  expect((await OwnRow.load(bus, options, OWNER)).value).toEqual(book(4n));
  const other = await OwnRow.load(bus, options, { ...OWNER, netuid: 2 });
  expect(other.value).toBeUndefined();
});
