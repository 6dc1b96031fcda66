import { expect, it } from 'vitest';
import { Budget } from './budget.js';
import { NO_SUBSCRIPTIONS, SocketSubscriptions } from './subscriptions.js';

function setUp(limit = 10) {
  const written: { method: string; params: { subscription: string; result: unknown } }[] = [];
  let later: (() => void)[] | undefined;
  const all = new SocketSubscriptions(
    (textOf) => {
      const write = () => {
        const text = textOf();
        if (text !== undefined) written.push(JSON.parse(text) as never);
      };
      if (later === undefined) write();
      else later.push(write);
    },
    { own: limit, all: new Budget(5) },
  );
  const subscriptions = all.scope();
  const hold = () => (later = []);
  const letGo = () => later?.forEach((write) => write());
  return {
    written,
    all,
    subscriptions,
    hold,
    letGo,
    results: () => written.map(({ params }) => params.result),
  };
}

it('keeps the first values until the client knows the id', () => {
  const { written, subscriptions, results } = setUp();
  const sink = subscriptions.open('chain_newHead');
  sink.send(1);
  expect(written).toEqual([]);
  subscriptions.activate();
  sink.send(2);
  expect(results()).toEqual([1, 2]);
  expect(written[0]).toMatchObject({ method: 'chain_newHead', params: { subscription: sink.id } });
});

it('is let loose by the answer to its own message only', () => {
  const { all, subscriptions, results } = setUp();
  const other = all.scope();
  subscriptions.open('x').send(1);
  other.open('x').send(2);
  subscriptions.activate();
  expect(results()).toEqual([1]);
  other.activate();
  expect(results()).toEqual([1, 2]);
});

it('ends once, cleans up, and is silent afterwards', () => {
  const { all, subscriptions, results } = setUp();
  let cleaned = 0;
  const sink = subscriptions.open('x');
  sink.onEnd(() => cleaned++);
  subscriptions.activate();
  expect(subscriptions.close(sink.id)).toBe(true);
  expect(subscriptions.close(sink.id)).toBe(false);
  sink.send(1);
  sink.onEnd(() => cleaned++);
  expect([cleaned, all.size, results()]).toEqual([2, 0, []]);
});

it('holds to its limit, and gives a place back', () => {
  const { all, subscriptions } = setUp(1);
  const sink = subscriptions.open('x');
  expect(() => subscriptions.open('x')).toThrow('Too many subscriptions');
  sink.end();
  subscriptions.open('x');
  all.closeAll();
  expect(all.size).toBe(0);
});

it('does not wait for ever with values nobody fetched', () => {
  const { all, subscriptions, results } = setUp();
  const sink = subscriptions.open('x');
  for (let i = 0; i < 65; i++) sink.send(i);
  expect(all.size).toBe(0);
  subscriptions.activate();
  expect(results().length).toBeLessThanOrEqual(64);
});

it('has none over HTTP', () => {
  expect(() => NO_SUBSCRIPTIONS.open('x')).toThrow('Method not found');
  expect(NO_SUBSCRIPTIONS.close('x')).toBe(false);
});

it('shares a number of subscriptions with all connections, and gives back what it ends', () => {
  const { subscriptions, all } = setUp();
  const sinks = Array.from({ length: 5 }, () => subscriptions.open('x'));
  expect(() => subscriptions.open('x')).toThrow('Too many subscriptions');
  sinks[0]!.end();
  subscriptions.open('x');
  all.closeAll();
  for (let i = 0; i < 5; i++) subscriptions.open('x');
});

it('says what waits for its turn after the node ended it, and nothing after the client did', () => {
  const { all, subscriptions, hold, letGo, results } = setUp();
  const [ended, unsubscribed] = [subscriptions.open('x'), subscriptions.open('x')];
  subscriptions.activate();
  hold();
  for (const sink of [ended, unsubscribed]) sink.send(sink === ended ? 'stop' : 'unwanted');
  ended.end();
  all.scope().close(unsubscribed.id);
  letGo();
  expect(results()).toEqual(['stop']);
});
