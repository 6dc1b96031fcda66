import { expect, it } from 'vitest';
import { kitError } from '../errors.js';
import { bodyTooLarge, httpError, noSuchPath } from './http-error.js';

it('errors have the code and the status of what went wrong; a defect is told to nobody', () => {
  const queue = kitError('QUEUE_FULL', 'queue: expected room, got none');
  expect(httpError(queue)).toEqual({ status: 429, code: 'QUEUE_FULL', message: queue.message });
  expect(httpError(noSuchPath('/x'))).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  expect(httpError(bodyTooLarge(7))).toMatchObject({ status: 413, code: 'MESSAGE_TOO_LARGE' });
  expect(httpError(kitError('STREAM_GAP', 'gap'))).toMatchObject({ status: 500, code: 'STREAM_GAP' });
  expect(httpError(Object.assign(new Error('m'), { status: 400 }))).toMatchObject({ status: 400 });
  const told = httpError(new TypeError('a secret'));
  expect(told).toEqual({ status: 500, code: 'INTERNAL', message: 'it failed; the log says why' });
});
