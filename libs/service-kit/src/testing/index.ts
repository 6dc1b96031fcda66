export { TestAuthority, type Issued } from './certificates.js';
export { FakeClock } from './fake-clock.js';
export { TraceCollector, type CollectedSpan } from './trace-collector.js';
