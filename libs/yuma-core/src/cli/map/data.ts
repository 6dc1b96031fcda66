/** The packaged reference files of the study. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { readMapCsv, type PublishedCell } from '../../map/map-csv.js';
import { readReferenceTable, type ReferenceRow } from '../../map/reference-table.js';

const FOLDER = new URL('../../../data/map/', import.meta.url);

/** Seconds of the study's own program on one core; `data/map/SOURCE.json` says which and when. */
export interface NativeFigures {
  readonly source: string;
  readonly date: string;
  readonly fullMapSeconds: number;
  readonly fullMapSamplesReusedSeconds: number;
}

export async function referenceTable(): Promise<ReferenceRow[]> {
  return readReferenceTable(await readFile(new URL('table.csv', FOLDER), 'utf8'));
}

export async function publishedMap(): Promise<PublishedCell[]> {
  return readMapCsv(gunzipSync(await readFile(new URL('map_s40_k50_b100.csv.gz', FOLDER))).toString());
}

export async function nativeFigures(): Promise<NativeFigures> {
  const source = JSON.parse(await readFile(new URL('SOURCE.json', FOLDER), 'utf8')) as {
    native: NativeFigures;
  };
  return source.native;
}
