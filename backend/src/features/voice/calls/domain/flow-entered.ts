import type { CallEvent } from './call-events';
import type { CallState } from './call-state';
import { here } from './decisions';

/** The caller comes into the flow of his number, or back into it; what he hears there the IVR session says. */
export const flowEntered = (state: CallState, { at }: { at: number }, because: string | null = null): CallEvent => ({
  type: 'CallFlowEntered',
  data: { ...here(state, { at }), legId: state.far?.legId ?? '', flowId: state.flow?.flowId ?? '', because },
});
