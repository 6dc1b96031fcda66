import { expect, it } from 'vitest';
import { isAllowedOrigin } from './origin.js';

it.each([
  [undefined, [], true],
  ['http://localhost:3000', [], true],
  ['http://127.0.0.1', [], true],
  ['https://apps.example', [], false],
  ['https://apps.example', ['https://apps.example'], true],
  ['https://apps.example', ['all'], true],
  ['http://localhost.evil.example', [], false],
  ['null', [], false],
])('%s with %j: %s', (origin, allowed, expected) => {
  expect(isAllowedOrigin(origin, allowed)).toBe(expected);
});
