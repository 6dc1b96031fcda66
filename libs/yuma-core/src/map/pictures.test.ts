import { expect, it } from 'vitest';
import { answerOf } from './answer.js';
import { retentionLine } from './charts.js';
import { FullMap } from './full-map.js';
import { mapPictures } from './pictures.js';
import { DOCUMENTED_POINT } from './point.js';

/** E_H crosses 0.6 at W_H = 0.71 for each W_C; nothing suffices for 0.9. */
function map(): FullMap {
  const map = new FullMap({ point: DOCUMENTED_POINT, stakes: [0.6, 0.9], seeds: [0] });
  for (let honest = 0; honest < 51; honest++) {
    const row = new Float64Array(51 * 4).fill(0.6 + (honest - 35.5) / 100);
    for (const stake of [0.6, 0.9]) map.add(0, stake, honest, row);
  }
  return map;
}

it('a line runs where E_H crosses S_H', () => {
  const line = retentionLine(map(), 0.6);
  expect(line).toHaveLength(51);
  for (const [honest] of line) expect(honest).toBeCloseTo(0.71, 9);
  expect(retentionLine(map(), 0.9)).toEqual([]);
});

it('pictures: lines with the worst point, a heat map per stake, a page without scripts; the same bytes again', () => {
  const answers = [answerOf(0.6, [{ utility: 0.71, cabal: 0.5, failed: false }])];
  const files = mapPictures(map(), answers);
  expect(Object.keys(files)).toEqual(['lines.svg', 'heat-0.6.svg', 'heat-0.9.svg', 'report.html']);
  expect(files['lines.svg']).toContain('W_H* = 0.710');
  expect(files['lines.svg']).toContain('nothing suffices for S_H 0.9');
  expect(files['report.html']).toContain('60 % stake needs 71.0 %');
  expect(files['report.html']).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  expect(mapPictures(map(), answers)).toEqual(files);
});
