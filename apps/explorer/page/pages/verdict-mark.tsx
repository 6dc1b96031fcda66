import type { EpochSummary } from '../../src/api.js';

const KINDS = { equal: 'good', different: 'bad', unverifiable: 'wait' } as const;
const MARKS = { equal: '✓', different: '✗', unverifiable: '?' } as const;

/** The second opinion on an epoch: a word, a mark and a colour, never a colour alone. */
export function VerdictMark({ epoch: { verdict, reason } }: { readonly epoch: EpochSummary }) {
  return (
    <span class={`mark ${KINDS[verdict]}`} title={reason}>
      <span aria-hidden="true">{MARKS[verdict]} </span>
      {verdict}
      {reason && <small> {reason}</small>}
    </span>
  );
}
