import type { ComponentChildren } from 'preact';
import type { Answer, AskError } from '../core/ask.js';

interface AnsweredProps<T> {
  readonly answer: Answer<T>;
  /** What is being waited for, as in `Loading the subnets …`. */
  readonly what: string;
  readonly children: (data: T) => ComponentChildren;
}

/** What an answer says; while there is none that one is waited for, and always what went wrong: never nothing. */
export function Answered<T>({ answer: { data, error }, what, children }: AnsweredProps<T>) {
  return (
    <>
      {error && <Refusal error={error} old={data !== undefined} />}
      {data === undefined ? !error && <p class="quiet">Loading {what} …</p> : children(data)}
    </>
  );
}

/** @param old whether something older is shown below. */
function Refusal({ error: { code, message }, old }: { readonly error: AskError; readonly old: boolean }) {
  return (
    <div class="notice bad" role="alert">
      <strong>{code}</strong>
      <p>{message}</p>
      {old && <p class="quiet">Below is what was known before.</p>}
    </div>
  );
}
