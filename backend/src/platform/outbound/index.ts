/** Requests to other people's systems: only to addresses that may be asked, within their time, small. */
export { ask, type OutboundAnswer, type OutboundRequest } from './ask';
export { hostsOf, privateHosts } from './private-hosts';
export { failureOf, noAnswer } from './provider-failure';
export { SimulatedProvider, type Mood, type SimulatedAnswer } from './simulated-provider';
