// `npm run bench -w @yumanet/service-kit`: the kit against the libraries it stands on. Ratios, not promises.
import { benchGrpc } from './grpc.mjs';
import { benchNats } from './nats.mjs';

const results = [...(await benchGrpc()), ...(await benchNats())];
if (process.argv.includes('--json')) console.log(JSON.stringify(results, undefined, 2));
else
  for (const { name, unit, ours, bare, ratio } of results)
    console.log(`${name}: ${ours} ${unit}, bare ${bare} ${unit}, ratio ${ratio}`);
process.exit(0);
