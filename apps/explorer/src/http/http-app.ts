import { httpError, type Logger } from '@yumanet/service-kit';
import { Hono, type Context, type Handler } from 'hono';
import { compress } from 'hono/compress';
import type { LinkStates } from '../api.js';
import { explorerError } from '../errors.js';
import { readAccount } from '../reads/account.js';
import { readAccounts } from '../reads/accounts.js';
import { readAudit } from '../reads/audit.js';
import { readBlock } from '../reads/block.js';
import { readBlocks } from '../reads/blocks.js';
import { readExplanation } from '../reads/explain.js';
import type { ExplorerParts } from '../reads/explorer-parts.js';
import { readExtrinsic } from '../reads/extrinsic.js';
import { readExtrinsics } from '../reads/extrinsics.js';
import { find } from '../reads/find.js';
import { readForecast } from '../reads/forecast.js';
import { readMatrix } from '../reads/matrix.js';
import { readNeuron } from '../reads/neuron.js';
import { readOverview } from '../reads/overview.js';
import { readSubnet } from '../reads/subnet.js';
import { readSubnets } from '../reads/subnets.js';
import type { LiveFeed } from './live-feed.js';
import { liveRoute } from './live-route.js';
import { addressOf, blockOf, countOf, extrinsicOf, matrixKindOf, netuidOf, uidOf, wordOf } from './parse.js';
import type { StaticFile } from './static-files.js';

export interface HttpAppOptions {
  readonly parts: ExplorerParts;
  readonly feed: LiveFeed;
  readonly states: () => LinkStates;
  readonly files: ReadonlyMap<string, StaticFile>;
  /** Questions that are worked on at once. */
  readonly maxQuestions: number;
  readonly logger: Logger;
}

/** Everything comes from here and nothing from elsewhere; the page is in nobody's frame. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The page, the answers and the live feed. */
export function httpApp(options: HttpAppOptions): Hono {
  const { feed, files, states, parts, logger } = options;
  const app = new Hono();
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  });
  app.onError((error, c) => refused(error, c, logger));
  app.notFound((c) =>
    refused(explorerError('PATH_UNKNOWN', `${c.req.path.slice(0, 80)}: no such path`), c, logger),
  );
  app.get('/v1/live', liveRoute({ feed, states, recent: parts.chain.recent }));
  addAnswers(app, options);
  app.get('/*', (c, next) => {
    const file = files.get(c.req.path);
    return file === undefined ? next() : serveFile(c, file);
  });
  return app;
}

const PAGE = { max: 100, default: 50 };

/** One line each: the path, what is asked. */
function addAnswers(app: Hono, { parts, maxQuestions }: HttpAppOptions): void {
  const questions = { open: 0 };
  const get = (path: string, answer: (c: Context) => Promise<unknown>) => {
    const handler: Handler = async (c) => {
      if (questions.open >= maxQuestions)
        throw explorerError(
          'TOO_MANY_READERS',
          `questions: expected at most ${maxQuestions} at once, got one more`,
        );
      questions.open += 1;
      try {
        return c.json((await answer(c)) as object, 200, { 'cache-control': 'no-store' });
      } finally {
        questions.open -= 1;
      }
    };
    app.get(path, compress({ encoding: 'gzip' }), handler);
  };
  const netuid = (c: Context) => netuidOf(c.req.param('netuid') ?? '');
  const uid = (c: Context) => uidOf(c.req.param('uid') ?? '');
  const limit = (c: Context) => countOf('limit', c.req.query('limit'), PAGE);
  const before = (c: Context) => {
    const text = c.req.query('before');
    const ref = text === undefined ? undefined : blockOf(text);
    return typeof ref === 'string' ? blockOf('') : ref;
  };
  get('/v1/overview', () => readOverview(parts));
  get('/v1/audit', () => readAudit(parts));
  get('/v1/subnets', () => readSubnets(parts));
  get('/v1/subnets/:netuid', (c) => readSubnet(parts, netuid(c)));
  get('/v1/subnets/:netuid/matrix/:kind', (c) =>
    readMatrix(parts, netuid(c), matrixKindOf(c.req.param('kind') ?? '')),
  );
  get('/v1/subnets/:netuid/forecast', (c) => readForecast(parts, netuid(c)));
  get('/v1/subnets/:netuid/neurons/:uid', (c) => readNeuron(parts, netuid(c), uid(c)));
  get('/v1/subnets/:netuid/neurons/:uid/explain', (c) => readExplanation(parts, netuid(c), uid(c)));
  get('/v1/blocks', (c) => readBlocks(parts, before(c) as number | undefined, limit(c)));
  get('/v1/blocks/:block', (c) => readBlock(parts, blockOf(c.req.param('block') ?? '')));
  get('/v1/extrinsics', (c) => readExtrinsics(parts, limit(c)));
  get('/v1/extrinsics/:extrinsic', (c) => readExtrinsic(parts, extrinsicOf(c.req.param('extrinsic') ?? '')));
  get('/v1/accounts', () => readAccounts(parts));
  get('/v1/accounts/:account', (c) => readAccount(parts, addressOf(c.req.param('account') ?? '')));
  get('/v1/find', (c) => find(parts, wordOf(c.req.query('q'))));
}

function refused(error: Error, c: Context, logger: Logger): Response {
  const { status, code, message } = httpError(error);
  if (code === 'INTERNAL') logger.error({ error, path: c.req.path }, 'question failed');
  return c.json({ error: { code, message } }, status, { 'cache-control': 'no-store' });
}

function serveFile(c: Context, file: StaticFile): Response {
  const { etag, type, forever, plain, gzip, br } = file;
  const cache = forever ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { etag, 'content-type': type, 'cache-control': cache, vary: 'accept-encoding' };
  if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers);
  const accepted = c.req.header('accept-encoding') ?? '';
  if (/\bbr\b/.test(accepted)) return c.body(br, 200, { ...headers, 'content-encoding': 'br' });
  if (/\bgzip\b/.test(accepted)) return c.body(gzip, 200, { ...headers, 'content-encoding': 'gzip' });
  return c.body(plain, 200, headers);
}
