import { OpenAPIHono, createRoute, type z } from '@hono/zod-openapi';
import {
  BlockAudit,
  EpochVerdict,
  ExplainResponse,
  ForecastResponse,
  GetAuditResponse,
  ListLedgerEntriesResponse,
  WhatIfResponse,
} from '@yumanet/proto/emission/v1';
import { bodyTooLarge, httpError, noSuchPath } from '@yumanet/service-kit';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { entriesAsCsv } from '../export/entries-as-csv.js';
import { explain } from '../answers/explain.js';
import { forecast } from '../answers/forecast.js';
import { whatIf } from '../answers/what-if.js';
import { getAudit } from '../grpc/get-audit.js';
import { getEpochVerdict } from '../grpc/get-epoch-verdict.js';
import type { EmissionBooks } from '../grpc/handlers.js';
import { auditMessage } from '../grpc/ledger-messages.js';
import { listLedgerEntries } from '../grpc/list-ledger-entries.js';
import * as schemas from './schemas.js';

const MAX_BODY = 1024 * 1024;
const DEFAULT_CSV_PAGE = 10_000;

/** The answers over HTTP; `/openapi.json` describes them. */
export function httpApp(books: EmissionBooks, version: string): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const [issue] = result.error.issues;
      const message = `${issue?.path.join('.') ?? 'request'}: ${issue?.message ?? 'expected something else'}`;
      return c.json({ error: { code: 'INVALID_ARGUMENT', message } }, 400);
    },
  });
  app.use(bodyLimit({ maxSize: MAX_BODY, onError: (c) => refused(bodyTooLarge(MAX_BODY), c) }));
  app.onError(refused);
  app.notFound((c) => refused(noSuchPath(c.req.path), c));
  addAnswers(app, books);
  addBooks(app, books);
  app.doc('/openapi.json', {
    openapi: '3.0.3',
    info: {
      title: 'Yumanet emission',
      version,
      description:
        'Every rao explained: verdicts, explanations, what-if, forecasts, the ledger and its audit.',
    },
  });
  return app;
}

function refused(error: Error, c: Context): Response {
  const { status, code, message } = httpError(error);
  return c.json({ error: { code, message } }, status);
}

const { netuidPath } = schemas;
const json = (schema: z.ZodType, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});
const answers = (name: string) => ({
  200: json(schemas.answer(name), name),
  400: json(schemas.errorAnswer, 'The question is not one.'),
  404: json(schemas.errorAnswer, 'No such epoch, hotkey or block.'),
});
const big = (value: number | undefined): bigint | undefined =>
  value === undefined ? undefined : BigInt(value);
const hexBytes = (hex: string): Buffer => Buffer.from(hex.replace(/^0x/, ''), 'hex');

function addAnswers(app: OpenAPIHono, books: EmissionBooks): void {
  const route = (tail: string, summary: string, name: string, query: z.ZodObject | z.ZodType) =>
    createRoute({
      method: 'get',
      path: `/v1/subnets/{netuid}/${tail}`,
      summary,
      request: { params: netuidPath, query: query as z.ZodObject },
      responses: answers(name),
    });
  app.openapi(
    route('explain', 'Why a neuron’s numbers are what they are', 'ExplainResponse', schemas.explainQuery),
    async (c) => {
      const { block, hotkey, uid } = c.req.valid('query') as z.output<typeof schemas.explainQuery>;
      const who =
        hotkey === undefined
          ? ({ $case: 'uid', uid: uid ?? 0 } as const)
          : ({ $case: 'hotkey', hotkey: hexBytes(hotkey) } as const);
      const { netuid } = c.req.valid('param');
      return c.json(
        ExplainResponse.toJSON(await explain(books, { netuid, who, block: big(block) })) as object,
        200,
      );
    },
  );
  app.openapi(route('verify', 'The verdict on an epoch', 'EpochVerdict', schemas.verifyQuery), async (c) => {
    const { block } = c.req.valid('query') as z.output<typeof schemas.verifyQuery>;
    const { netuid } = c.req.valid('param');
    const { verdict } = await getEpochVerdict(books.verdicts, { netuid, block: big(block) });
    return c.json(EpochVerdict.toJSON(verdict!) as object, 200);
  });
  app.openapi(
    route('forecast', 'What neurons earn from here on', 'ForecastResponse', schemas.forecastQuery),
    async (c) => {
      const { blockMilliseconds = 0 } = c.req.valid('query') as z.output<typeof schemas.forecastQuery>;
      const { netuid } = c.req.valid('param');
      return c.json(
        ForecastResponse.toJSON(await forecast(books, { netuid, blockMilliseconds })) as object,
        200,
      );
    },
  );
  const post = createRoute({
    method: 'post',
    path: '/v1/subnets/{netuid}/what-if',
    summary: 'An epoch under other weights, stakes or parameters; nothing is submitted',
    request: {
      params: netuidPath,
      body: { content: { 'application/json': { schema: schemas.whatIfBody } }, required: true },
    },
    responses: answers('WhatIfResponse'),
  });
  app.openapi(post, async (c) => {
    const { block, epochs, weights, stakes, bondsMovingAverage, activityCutoff, ...rest } =
      c.req.valid('json');
    const response = await whatIf(books, {
      netuid: c.req.valid('param').netuid,
      block: big(block),
      epochs: epochs ?? 1,
      weights: weights ?? [],
      stakes: (stakes ?? []).map(({ uid, rao }) => ({ uid, rao: BigInt(rao) })),
      kappa: rest.kappa,
      maxAllowedValidators: rest.maxAllowedValidators,
      bondsMovingAverage: bondsMovingAverage === undefined ? undefined : BigInt(bondsMovingAverage),
      activityCutoff: activityCutoff === undefined ? undefined : BigInt(activityCutoff),
    });
    return c.json(WhatIfResponse.toJSON(response) as object, 200);
  });
}

function addBooks(app: OpenAPIHono, books: EmissionBooks): void {
  const audit = createRoute({
    method: 'get',
    path: '/v1/audit',
    summary: 'The books of a range of blocks',
    request: { query: schemas.rangeQuery },
    responses: answers('GetAuditResponse'),
  });
  app.openapi(audit, async (c) => {
    const { fromBlock, toBlock } = c.req.valid('query');
    const response = await getAudit(books.ledger, { fromBlock: big(fromBlock), toBlock: big(toBlock) });
    return c.json(GetAuditResponse.toJSON(response) as object, 200);
  });
  const entries = createRoute({
    method: 'get',
    path: '/v1/entries',
    summary: 'Movements of rao: JSON, CSV, or an Arrow stream',
    request: { query: schemas.entriesQuery },
    responses: answers('ListLedgerEntriesResponse'),
  });
  app.openapi(entries, async (c) => {
    const { fromBlock, toBlock, netuid, hotkey, kind, pageSize, after, format } = c.req.valid('query');
    const [block, index] = (after ?? '').split(':');
    const page = await listLedgerEntries(books.ledger, {
      fromBlock: big(fromBlock),
      toBlock: big(toBlock),
      netuid,
      hotkey: hexBytes(hotkey ?? ''),
      kind: kind ?? '',
      pageSize: pageSize ?? (format === 'json' ? 0 : DEFAULT_CSV_PAGE),
      after: index === undefined ? undefined : { block: BigInt(block ?? 0), index: Number(index) },
    });
    const next = page.nextPage;
    if (next) c.header('x-next-page', `${next.block}:${next.index}`);
    if (format === 'csv')
      return c.body(entriesAsCsv(page.entries), 200, { 'content-type': 'text/csv' }) as never;
    if (format === 'arrow') {
      // PERF: the library takes 0.4 s to load, and hardly anybody asks for it.
      const { entriesAsArrow } = await import('../export/entries-as-arrow.js');
      return c.body(entriesAsArrow(page.entries), 200, {
        'content-type': 'application/vnd.apache.arrow.stream',
      }) as never;
    }
    return c.json(ListLedgerEntriesResponse.toJSON(page) as object, 200);
  });
  // Server-sent events: every block's books as they are written.
  app.get('/v1/audits/stream', (c) =>
    streamSSE(c, async (stream) => {
      const ended = new AbortController();
      stream.onAbort(() => ended.abort());
      for await (const each of books.audits.listen(ended.signal))
        await stream.writeSSE({
          event: 'audit',
          id: String(each.block),
          data: JSON.stringify(BlockAudit.toJSON(auditMessage(each))),
        });
    }),
  );
}
