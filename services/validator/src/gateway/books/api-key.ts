import { createHash, randomBytes } from 'node:crypto';

const KEY = /^ymk-[A-Za-z0-9_-]{43}$/;
const PREFIX_LENGTH = 12;

/** A new API key of 256 random bits: `ymk-…`. It is shown once and kept nowhere. */
export const drawKey = (): string => `ymk-${randomBytes(32).toString('base64url')}`;

/** Whether a text can be a key at all. */
export const isKey = (text: string): boolean => KEY.test(text);

/** What is kept of a key. Of 256 random bits a plain hash tells nothing; a slow one would only cost every request. */
export const keyHash = (key: string): string => createHash('sha256').update(key).digest('hex');

export const keyPrefix = (key: string): string => key.slice(0, PREFIX_LENGTH);
