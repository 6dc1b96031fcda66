import type { SignatureCheck } from './signature-check.js';
import { verifySignature } from './verify.js';

/** What runs in a worker thread: a batch of checks, answered in order. */
export default function verifyBatch(checks: readonly SignatureCheck[]): boolean[] {
  return checks.map(verifySignature);
}
