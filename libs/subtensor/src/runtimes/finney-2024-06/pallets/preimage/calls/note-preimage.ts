import { bytes, defineCall, ensureSignedOrRoot } from '@yumanet/frame';
import { noteBytes } from '../note.js';
import * as weights from '../weights.js';

/** Stores bytes. A signer pays a deposit; root and answers to a request pay nothing. */
export const notePreimage = defineCall({
  index: 0,
  name: 'note_preimage',
  args: { bytes },
  origin: ensureSignedOrRoot,
  weight: (args) => weights.notePreimage(args.bytes.length),
  run: (ctx, depositor, args) => {
    const { wasRequested } = noteBytes(ctx, args.bytes, depositor);
    return wasRequested || depositor === undefined ? { paysFee: 'No' } : {};
  },
});
