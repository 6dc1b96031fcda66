import { errorsOf, type ErrorTable } from '@yumanet/service-kit';

/** Every refusal of the contract; the axon's own are in `axon/errors.ts`. */
export const SUBNET_ERRORS = {
  BODY_INVALID: { status: 'INVALID_ARGUMENT', means: 'Bytes are no task or answer of the mechanism.' },
  BACKEND_UNKNOWN: { status: 'INVALID_ARGUMENT', means: 'The mechanism has no backend of that name.' },
  BACKEND_NOT_CONFIGURED: {
    status: 'FAILED_PRECONDITION',
    means: 'The backend needs a setting that is missing or wrong.',
  },
  BACKEND_FAILED: { status: 'UNAVAILABLE', means: 'What the backend relies on gave no answer.' },
  MECHANISM_NOT_FOUND: { status: 'NOT_FOUND', means: 'No built-in, package or file of that name.' },
  MECHANISM_INVALID: {
    status: 'FAILED_PRECONDITION',
    means: 'A package exports no mechanism, or one that does not fit the contract.',
  },
} as const satisfies ErrorTable;

/** An error of this package. */
export const subnetError = errorsOf(SUBNET_ERRORS);
