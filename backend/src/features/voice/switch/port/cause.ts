/** Why a leg ended or never came to be, in our words. The switch's own word travels beside it as `rawCause`. */
export type LegEndCause =
  | 'normal' // somebody hung up
  | 'busy'
  | 'rejected' // the person or the far exchange refused
  | 'no-answer' // rang until the ring timeout
  | 'unavailable' // the phone is there but cannot take the call now
  | 'unallocated' // no such number
  | 'not-registered' // extension known, no phone signed in
  | 'unknown-extension'
  | 'unknown-trunk'
  | 'network-failure' // far side down or unreachable; trying another trunk makes sense
  | 'congestion'
  | 'cancelled' // we withdrew it while it rang
  | 'media-lost' // no audio came for the media timeout (closed browser tab, dead network)
  | 'time-limit' // a scheduled hang-up or the park's time limit
  | 'transferred' // the leg left for another place (blind transfer)
  | 'switch-shutdown'
  | 'failed'; // anything else; see rawCause

/** What the other side is told when we hang up. Before the answer it decides the busy/refused/not-found signal. */
export type HangUpReason =
  'normal' | 'busy' | 'rejected' | 'no-answer' | 'unallocated' | 'congestion' | 'cancelled' | 'time-limit';
