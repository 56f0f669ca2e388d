import type { Trunk, TrunkRoute } from '#contracts';
import type { DomainEvent } from '../../../../kernel/journal';
import type { TrunkChoice, TrunkQuestion } from './choose-trunk';

export type TrunkSaved = DomainEvent<
  'TrunkSaved',
  { readonly trunkId: string } & Omit<Trunk, 'id' | 'health' | 'line'>
>;
export type TrunkRemoved = DomainEvent<'TrunkRemoved', { readonly trunkId: string; readonly name: string }>;
/** The switch has this version of the trunk, or says why not. */
export type TrunkHandedOver = DomainEvent<
  'TrunkHandedOver',
  {
    readonly name: string;
    readonly version: number;
    readonly nodeId: string;
    readonly result: 'applied' | 'refused';
    readonly reason: Trunk['line']['reason'];
    readonly detail: string | null;
  }
>;
export type TrunkRouteSaved = DomainEvent<'TrunkRouteSaved', { readonly routeId: string } & Omit<TrunkRoute, 'id'>>;
export type TrunkRouteRemoved = DomainEvent<'TrunkRouteRemoved', { readonly routeId: string; readonly name: string }>;
/** By which trunk an attempt goes, and why: everything that the choice rested on. */
export type TrunkChosen = DomainEvent<
  'TrunkChosen',
  { readonly callId: string; readonly question: TrunkQuestion; readonly choice: TrunkChoice }
>;
export type TrunkNotChosen = DomainEvent<
  'TrunkNotChosen',
  { readonly callId: string; readonly question: TrunkQuestion; readonly choice: TrunkChoice }
>;

export type TrunkEvent =
  TrunkSaved | TrunkRemoved | TrunkHandedOver | TrunkRouteSaved | TrunkRouteRemoved | TrunkChosen | TrunkNotChosen;

export const TRUNK_EVENT_TYPES = [
  'TrunkSaved',
  'TrunkRemoved',
  'TrunkHandedOver',
  'TrunkRouteSaved',
  'TrunkRouteRemoved',
  'TrunkChosen',
  'TrunkNotChosen',
] as const satisfies readonly TrunkEvent['type'][];
