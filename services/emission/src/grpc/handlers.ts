import type { EmissionServiceService } from '@yumanet/proto/emission/v1';
import type { Handlers } from '@yumanet/service-kit';
import { explain, type ExplainParts } from '../answers/explain.js';
import { forecast, type ForecastParts } from '../answers/forecast.js';
import { whatIf, type WhatIfParts } from '../answers/what-if.js';
import type { AuditHub } from '../ledger/audit-hub.js';
import type { LedgerStore } from '../ledger/ledger-store.js';
import type { VerdictStore } from '../verdicts/verdict-store.js';
import { getAudit } from './get-audit.js';
import { getEpochVerdict } from './get-epoch-verdict.js';
import { listLedgerEntries } from './list-ledger-entries.js';
import { streamAudits } from './stream-audits.js';
import { streamEpochVerdicts } from './stream-epoch-verdicts.js';

/** What the methods answer from. */
export interface EmissionBooks extends ExplainParts, WhatIfParts, ForecastParts {
  readonly verdicts: VerdictStore;
  readonly ledger: LedgerStore;
  readonly audits: AuditHub;
}

/** Every method of EmissionService. */
export const emissionHandlers = (books: EmissionBooks): EmissionHandlers => {
  const { verdicts, ledger, audits } = books;
  return {
    getEpochVerdict: (request) => getEpochVerdict(verdicts, request),
    streamEpochVerdicts: (request, { signal }) => streamEpochVerdicts(verdicts, request, signal),
    getAudit: (request) => getAudit(ledger, request),
    streamAudits: (request, { signal }) => streamAudits({ ledger, audits }, request, signal),
    listLedgerEntries: (request) => listLedgerEntries(ledger, request),
    explain: (request) => explain(books, request),
    whatIf: (request) => whatIf(books, request),
    forecast: (request) => forecast(books, request),
  };
};

export type EmissionHandlers = Handlers<typeof EmissionServiceService>;
