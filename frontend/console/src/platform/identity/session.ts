import { computed, inject, Injectable, signal } from '@angular/core';
import type { Language as LanguageCode, Me, Permission } from '#contracts';
import { Api } from '../http/api';
import { isProblemError, ProblemError } from '../http/problem-error';
import { SessionLoss } from '../http/session-loss';
import { Language } from '../language/language';
import { Identity } from './identity';

/** Where the start of the workstation session stands. */
export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'elsewhere'; readonly busy: boolean }
  | { readonly kind: 'licences-exhausted'; readonly limit: number }
  | { readonly kind: 'ended'; readonly reason: string }
  | { readonly kind: 'failed'; readonly code: string };

/** The signed-in person, what he may do, and his one workstation session. */
@Injectable({ providedIn: 'root' })
export class Session {
  private readonly api = inject(Api);
  private readonly identity = inject(Identity);
  private readonly language = inject(Language);

  private readonly current = signal<Me | null>(null);
  private readonly stateNow = signal<SessionState>({ kind: 'starting' });

  readonly me = this.current.asReadonly();
  readonly state = this.stateNow.asReadonly();
  readonly isOpen = computed(() => this.stateNow().kind === 'open');
  private readonly permissions = computed(() => new Set<Permission>(this.current()?.permissions ?? []));
  private readonly features = computed(() => new Set(this.current()?.features ?? []));

  constructor() {
    inject(SessionLoss).lost.subscribe(() => {
      if (this.isOpen()) this.ended('expired');
    });
  }

  may(permission: Permission): boolean {
    return this.permissions().has(permission);
  }

  has(featureId: string): boolean {
    return this.features().has(featureId);
  }

  /** The person has an extension and may use it: there is a status to be in and a phone to ring. */
  readonly hasPhone = computed(() => this.permissions().has('calls.take') && this.current()?.user.extension !== null);

  /** Takes the workstation; `takeOver` ends the person's session elsewhere. The outcome is in `state`. */
  async start(takeOver = false): Promise<void> {
    const failure = this.identity.failure();
    if (failure) {
      this.stateNow.set({ kind: 'failed', code: failure });
      return;
    }
    try {
      const before = await this.api.get<Me>('/me');
      this.current.set(before);
      this.language.timeZone.set(before.platform.timeZone);
      if (!this.language.chosenHere) await this.language.use(before.user.language);
      this.current.set(await this.api.post<Me>('/session', { takeOver }));
      this.stateNow.set({ kind: 'open' });
    } catch (error) {
      this.stateNow.set(this.refused(error));
    }
  }

  ended(reason: string): void {
    this.stateNow.set({ kind: 'ended', reason });
  }

  async chooseLanguage(language: LanguageCode): Promise<void> {
    await this.language.choose(language);
    // The screen has changed already; a server that cannot store the wish now is told the next time.
    await this.api.patch('/me/preferences', { language }).catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
    });
  }

  async signOut(): Promise<void> {
    // Signing out must work without the server too: the session then expires by itself.
    await this.api.delete('/session').catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error;
    });
    await this.identity.signOut();
  }

  private refused(error: unknown): SessionState {
    if (isProblemError(error, 'session-elsewhere'))
      return { kind: 'elsewhere', busy: error.problem.params?.['busy'] === true };
    if (isProblemError(error, 'licences-exhausted'))
      return { kind: 'licences-exhausted', limit: Number(error.problem.params?.['limit'] ?? 0) };
    if (isProblemError(error)) return { kind: 'failed', code: error.code };
    throw error;
  }
}
