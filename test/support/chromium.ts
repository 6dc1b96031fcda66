import { chromium, type Browser } from 'playwright-core';
import { findTool } from '../../scripts/system-tools.mjs';

/** Undefined where none is installed. */
export const CHROMIUM = findTool('chromium');

/** Headless Chromium. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: ['--no-sandbox'] });
}
