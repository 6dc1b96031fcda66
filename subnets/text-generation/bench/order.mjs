// How reliably scores order n-gram models by their perplexity:
//   npm run bench -w @yumanet/text-generation -- --seeds 20
import { openCast, orderCommand } from '@yumanet/subnet-kit/testing';
import { mechanism } from '../dist/index.js';

const backends = ['ngram-6', 'ngram-3', 'ngram-2', 'ngram-1'];
await orderCommand(mechanism, (seed) => openCast(mechanism, { backends, seed, dataDir: () => '.' }), 4);
