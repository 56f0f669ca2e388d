import { inject, Injectable, signal } from '@angular/core';
import { DOCUMENT } from '@angular/common';
import Keycloak from 'keycloak-js';
import { Subject } from 'rxjs';
import type { SignIn } from '#contracts';
import { Api } from '../http/api';

/** Pages that a person without a password yet must reach. */
const PUBLIC_PATHS = /^\/(activate|reset|wall)(\/|$)/;
const REFRESH_BEFORE_SECONDS = 30;

export type IdentityFailure = 'insecure-context' | 'provider-unreachable';

/** Who sits here: sign-in, token and sign-out through the realm, the embedded provider or Keycloak alike. */
@Injectable({ providedIn: 'root' })
export class Identity {
  private readonly api = inject(Api);
  private readonly window = inject(DOCUMENT).defaultView as Window;
  private keycloak: Keycloak | null = null;
  private readonly renewals = new Subject<string>();

  /** A token has been renewed: long-lived connections must be told. */
  readonly renewed = this.renewals.asObservable();
  /** A page for people who cannot sign in yet. */
  readonly isPublic = PUBLIC_PATHS.test(this.window.location.pathname);
  readonly failure = signal<IdentityFailure | null>(null);

  /** Signs in (leaves the page when there is no single sign-on yet). Public pages stay anonymous. */
  async start(): Promise<void> {
    if (this.isPublic) return;
    if (!this.window.isSecureContext) {
      this.failure.set('insecure-context');
      return;
    }
    try {
      // The provider may stand elsewhere than we do: only the server knows.
      const { url, realm, clientId } = await this.api.get<SignIn>('/sign-in');
      const keycloak = new Keycloak({ url, realm, clientId });
      keycloak.onTokenExpired = () => void this.freshToken().catch(() => undefined);
      keycloak.onAuthRefreshSuccess = () => this.renewals.next(keycloak.token ?? '');
      await keycloak.init({ onLoad: 'login-required', pkceMethod: 'S256', checkLoginIframe: false });
      this.keycloak = keycloak;
    } catch {
      // Our server does not answer, or keycloak-js rejects with whatever the provider answered; the page offers to try again.
      this.failure.set('provider-unreachable');
    }
  }

  /** A token valid for at least half a minute; null on public pages. Without a way to renew it the person signs in again. */
  async freshToken(): Promise<string | null> {
    const { keycloak } = this;
    if (!keycloak) return null;
    try {
      await keycloak.updateToken(REFRESH_BEFORE_SECONDS);
    } catch {
      // keycloak-js forgets its tokens only when the provider refused them; a lost network keeps them for the next try.
      if (!keycloak.refreshToken) await keycloak.login();
    }
    return keycloak.token ?? null;
  }

  /** A new token although the old one is still valid: the person's role has changed. */
  async renew(): Promise<string | null> {
    await this.keycloak?.updateToken(-1);
    return this.keycloak?.token ?? null;
  }

  async signInAgain(): Promise<void> {
    if (this.isPublic) return;
    if (this.keycloak) await this.keycloak.login({ redirectUri: this.window.location.href });
    else this.window.location.reload();
  }

  async signOut(): Promise<void> {
    await this.keycloak?.logout({ redirectUri: `${this.window.location.origin}/` });
  }
}
