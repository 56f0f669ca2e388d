/** Told by the embedded provider when somebody signs out there: the workstation ends with the sign-in. */
export interface SignOutListener {
  signedOut(ended: { readonly subject: string; readonly signIn: string }): Promise<void>;
}

/** Nest token of the `SignOutListener`. */
export const SIGN_OUT_LISTENER = Symbol('SignOutListener');
