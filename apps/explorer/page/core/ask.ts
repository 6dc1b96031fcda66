import { useEffect, useRef, useState } from 'preact/hooks';
import type { ApiError } from '../../src/api.js';
import { useLive } from './live.js';

const DEADLINE_MS = 15_000;
/** A page is read again at most this often, however fast blocks come. */
const REFRESH_MS = 2_000;

/** A refusal by its code, or what kept the question from being answered. */
export class AskError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** @throws AskError. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  const late = AbortSignal.timeout(DEADLINE_MS);
  let response: Response;
  try {
    response = await fetch(`/v1${path}`, { signal: signal ? AbortSignal.any([signal, late]) : late });
  } catch {
    throw new AskError('EXPLORER_AWAY', 'The explorer’s server does not answer. It is asked again.');
  }
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return body as T;
  const { code, message } = (body as ApiError | undefined)?.error ?? {
    code: `HTTP_${response.status}`,
    message: 'The explorer’s server gave an answer that is none.',
  };
  throw new AskError(code, message);
}

export interface Answer<T> {
  /** The newest that was had; stays while it is asked again, also in vain. */
  readonly data: T | undefined;
  readonly error: AskError | undefined;
}

/** Asks, and asks again as blocks come; once and no more with `live: false`. A null path asks nothing. */
export function useAnswer<T>(path: string | null, { live = true } = {}): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { path: string | null }>({ path, ...NOTHING });
  const { block, hearing, states } = useLive();
  const tick = useTick(live ? `${block?.hash} ${hearing} ${states?.chain} ${states?.emission}` : hearing);
  useEffect(() => {
    if (path === null) return undefined;
    const controller = new AbortController();
    ask<T>(path, controller.signal).then(
      (data) => setAnswer({ path, data, error: undefined }),
      (error: AskError) => {
        if (controller.signal.aborted) return;
        setAnswer((was) => ({ path, data: was.path === path ? was.data : undefined, error }));
      },
    );
    return () => controller.abort();
  }, [path, tick]);
  // What was known of another path is none of this one's.
  return answer.path === path ? answer : NOTHING;
}

const NOTHING = { data: undefined, error: undefined };

/** Changes when `what` does, but not faster than a page is read again, and not while nobody looks. */
function useTick(what: string): number {
  const [tick, setTick] = useState(0);
  const last = useRef(performance.now());
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    const wait = Math.max(0, last.current + REFRESH_MS - performance.now());
    const timer = setTimeout(() => {
      if (document.hidden) return;
      last.current = performance.now();
      setTick((n) => n + 1);
    }, wait);
    return () => clearTimeout(timer);
  }, [what]);
  useEffect(() => {
    const seen = () => {
      if (!document.hidden) setTick((n) => n + 1);
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  }, []);
  return tick;
}
