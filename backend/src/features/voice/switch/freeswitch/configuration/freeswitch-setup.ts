/** Everything that the generated configuration of one real switch depends on. Nothing in it is guessed on the machine. */
export interface FreeSwitchSetup {
  /** Prefix of the installation: `bin/freeswitch` and `mod/` (or `lib/freeswitch/mod/`) are below it. */
  readonly home: string;
  /** Directory of ours: configuration, certificates, database, log, sounds. Made when absent, owner only. */
  readonly directory: string;
  readonly recordingsDirectory: string;
  /** SIP domain of the phones, and the address to listen on for SIP and audio. */
  readonly domain: string;
  readonly address: string;
  /** Public address of audio and SIP when the machine is behind NAT. */
  readonly publicAddress?: string;
  readonly ports: FreeSwitchPorts;
  readonly passwords: {
    /** Of the event socket; letters and digits. */
    readonly eventSocket: string;
    /** With which the switch asks for phone accounts. */
    readonly directory: string;
  };
  readonly trunks: readonly TrunkSetup[];
  /** Addresses (CIDR) from which calls are accepted without registration, beside the trunks'. */
  readonly trustedNetworks?: readonly string[];
  /** An inbound call that our software has not claimed by then is ended as not answered. */
  readonly unclaimedSeconds?: number;
}

export interface FreeSwitchPorts {
  readonly eventSocket: number;
  /** SIP of phones: UDP and TCP. */
  readonly phones: number;
  /** SIP over secure WebSocket: browsers. */
  readonly webSocket: number;
  /** SIP of trunks. */
  readonly trunks: number;
  /** SIP of trunks over TLS; absent: no trunk may use it. */
  readonly trunksTls?: number;
  readonly audio: readonly [number, number];
  /** Loopback port of our phone directory. */
  readonly directory: number;
}

export interface TrunkSetup {
  /** `[a-z0-9-]`; the name that commands and events use. */
  readonly name: string;
  readonly host: string;
  readonly port?: number;
  readonly transport?: 'udp' | 'tcp' | 'tls';
  /** With account: registers there. Without: trusted by its address. */
  readonly account?: { readonly user: string; readonly password: string };
  /** Asks the far side for a sign of life so often, 30 s unless said; its state follows. 0: never. */
  readonly pingSeconds?: number;
}
