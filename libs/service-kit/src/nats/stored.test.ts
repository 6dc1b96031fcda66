import type { PubAck } from '@nats-io/jetstream';
import { expect, it } from 'vitest';
import { stored } from './stored.js';

const ack = (seq: number, duplicate: boolean): PubAck => ({ stream: 's', domain: '', seq, duplicate });

it('says where a message is; a duplicate without a place is none', () => {
  expect(stored(ack(3, false), 'x')).toEqual({ sequence: 3, duplicate: false });
  expect(stored(ack(3, true), 'x')).toEqual({ sequence: 3, duplicate: true });
  expect(() => stored(ack(0, true), 'x')).toThrow('x: expected a sequence');
});
