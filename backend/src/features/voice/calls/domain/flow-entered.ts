import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { here } from './decisions';

/** The caller comes into a flow; what he hears there an IVR session says, one for each flow of the call. */
export const flowBegun = (state: CallState, { at }: { at: number }, flowId: string): CallEvent =>
  entered(state, at, { flowId, because: null, session: (state.flows ?? 0) + 1 });

/** He comes back into the flow that he was sent on from. */
export const flowResumed = (state: CallState, { at }: { at: number }, because: string): CallEvent =>
  entered(state, at, { flowId: state.flow?.flowId ?? '', because, session: state.flow?.session ?? 1 });

const entered = (
  state: CallState,
  at: number,
  flow: { flowId: string; because: string | null; session: number },
): CallEvent => ({
  type: 'CallFlowEntered',
  data: { ...here(state, { at }), legId: state.far?.legId ?? '', ...flow },
});
