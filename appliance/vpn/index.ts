/** Peers as the console keeps them, with their rules. */
export { peerSchema, peersSchema, serviceNames, SERVICES, type Peer } from './peer';
/** swanctl's configuration out of peers; pure. */
export { swanctlConfiguration } from './swanctl-configuration';
export {
  DESIRED,
  applyPeers,
  causeOf,
  initiate,
  keepPeers,
  readPeers,
  tunnelState,
  type Tunnel,
  type TunnelState,
} from './tunnels';
