/**
 * The explorer in a real browser, over a real chain that is being paid: what a page says is what the chain and the emission
 * service say, for everybody who may read it, and also across restarts. One file for the runner, since the scene takes longer to
 * set up than to look at; what is looked at has a file each.
 */
import { afterAll, beforeAll, describe } from 'vitest';
import { CHROMIUM } from '../support/chromium.js';
import { ExplorerScene } from '../support/explorer-scene.js';
import { forEverybody } from './looks.js';
import { foundOrRefused } from './refusals.js';
import { throughRestarts } from './restarts.js';
import { sameAsTheChain } from './values.js';

describe.skipIf(CHROMIUM === undefined)('the explorer (skipped where no Chromium is installed)', () => {
  const scene = new ExplorerScene();
  beforeAll(() => scene.start(), 90_000);
  afterAll(() => scene.stop());

  sameAsTheChain(scene);
  forEverybody(scene);
  foundOrRefused(scene);
  throughRestarts(scene);
});
