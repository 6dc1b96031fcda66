// What an axon is measured against: the same call over the same transport, its signatures checked and made, and nothing else.
import { keyFromUri } from '@yumanet/chain-client';
import { AxonServiceService } from '@yumanet/proto/miner/v1';
import { GrpcServer } from '@yumanet/service-kit';
import { signResponse, verifyRequest } from '@yumanet/subnet-kit/axon';

const hotkey = await keyFromUri('//Bob');
const none = () => Promise.reject(new Error('the benchmark asks for whole answers in the open'));
const server = new GrpcServer({ host: '127.0.0.1', port: 0 }).add(AxonServiceService, {
  query: async (request) => {
    await verifyRequest(request);
    return signResponse(hotkey, request, request.body);
  },
  async *queryStream() {
    await none();
  },
  getSealingKey: none,
});
await server.start();
process.on('message', async () => {
  await server.stop();
  process.exit(0);
});
process.send({ address: `127.0.0.1:${server.port}` });
