import { createRoute } from '@hono/zod-openapi';
import { formatAccount } from '@yumanet/units';
import { receiptJson } from '../receipts/receipt.js';
import { json, refusals, type GatewayApp, type GatewayParts } from './gateway-app.js';
import * as schemas from './schemas.js';

/** What a client has and what it was charged for. */
export function addAccountRoutes(app: GatewayApp, parts: GatewayParts): void {
  const { books, depositAddress, priceRao } = parts;
  const balance = createRoute({
    method: 'get',
    path: '/v1/balance',
    summary: 'What the client may spend, and where to send more',
    responses: { 200: json(schemas.balance, 'In rao.'), 401: refusals[401] },
  });
  app.openapi(balance, (c) => {
    const { id, coldkey, balanceRao, reservedRao, creditedRao, chargedRao } = c.get('client');
    const answer = {
      clientId: id,
      balanceRao: String(balanceRao),
      reservedRao: String(reservedRao),
      creditedRao: String(creditedRao),
      chargedRao: String(chargedRao),
      depositAddress,
      coldkey: formatAccount(coldkey),
      creditedToBlock: books.cursor ?? 0,
      priceRao: String(priceRao),
    };
    return c.json(answer, 200);
  });
  const receipts = createRoute({
    method: 'get',
    path: '/v1/receipts',
    summary: 'What the client was charged for, the oldest first',
    request: { query: schemas.receiptsQuery },
    responses: { 200: json(schemas.receipts, 'A page.'), 400: refusals[400], 401: refusals[401] },
  });
  app.openapi(receipts, (c) => {
    const { id, receipts: count } = c.get('client');
    const { after, limit } = c.req.valid('query');
    const data = books.receipts(id, after, limit).map(receiptJson);
    const hasMore = (data.at(-1)?.number ?? count) < count;
    return c.json({ object: 'list' as const, data, hasMore }, 200);
  });
}
