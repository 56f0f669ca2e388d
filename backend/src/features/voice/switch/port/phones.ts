/**
 * Simulated mode only: nobody holds a real phone, so the console's Answer and Decline act on the simulated phone of the
 * user's extension. With a real switch the browser's own SIP phone answers and the token is null.
 */
export interface SimulatedPhones {
  /** False: that phone does not ring. */
  answer(extension: string): Promise<boolean>;
  decline(extension: string): Promise<boolean>;
  /** The person at this phone hangs up. False: it is in no call. */
  hangUp(extension: string): Promise<boolean>;
  /** `sign-in` and `sign-out` of the phone; a user's console does it with its session. */
  register(extension: string): Promise<void>;
  unregister(extension: string): Promise<void>;
}

/** Nest token: `SimulatedPhones` in simulated mode, null with a real switch. */
export const SIMULATED_PHONES = Symbol('SimulatedPhones');

/** What the switch must know about a user's phone. Implemented by whoever owns users' extensions; asked at every registration. */
export interface PhoneDirectory {
  find(extension: string): Promise<PhoneAccount | null>;
}

export interface PhoneAccount {
  readonly extension: string;
  readonly password: string;
  readonly displayName: string;
}

/** Nest token of the `PhoneDirectory`. */
export const PHONE_DIRECTORY = Symbol('PhoneDirectory');
