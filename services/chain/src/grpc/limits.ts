/** Keys of one question, entries of one page: Substrate's own limit of a page. */
export const MAX_ENTRIES = 1000;

/** Entries of a page where the client names no number. */
export const DEFAULT_PAGE = 100;

/** Entries of one answer that is not paged: some ten milliseconds in which nobody else is served. */
export const MAX_READ = 4_000;

/** Bytes of keys and values in one answer: half of what a client takes by default, so that the frame around them fits too. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;
