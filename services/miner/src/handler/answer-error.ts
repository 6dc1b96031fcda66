import { subnetError } from '@yumanet/subnet-kit';
import { axonError } from '@yumanet/subnet-kit/axon';

/** An error of the handler’s process as the dendrite may see it: what is its own fault it is told; a defect is in the log. */
export function answerError(code: string, message: string): Error {
  if (code === 'BODY_INVALID') return subnetError('BODY_INVALID', message);
  return axonError(
    'HANDLER_FAILED',
    'handler: expected an answer, got a failure (see the log)',
    {},
    {
      cause: new Error(`${code}: ${message}`),
    },
  );
}
