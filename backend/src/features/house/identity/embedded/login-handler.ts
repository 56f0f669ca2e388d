import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Provider } from 'oidc-provider';
import { CLOCK, type Clock } from '../../../../kernel/clock';
import { EmbeddedSettings } from './embedded-settings';
import { chooseLanguage } from './login-texts';
import { expiredPage, loginPage, type Page } from './pages';
import { PasswordCheck } from './password-check';

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The sign-in page: shows the form, checks what was typed, and hands the person back to the provider. */
@Injectable()
export class LoginHandler {
  constructor(
    private readonly check: PasswordCheck,
    private readonly settings: EmbeddedSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async show(request: Request, response: Response, provider: Provider): Promise<void> {
    const details = await this.details(request, response, provider);
    if (!details) return;
    const hint = details.params['login_hint'];
    this.send(
      response,
      200,
      this.form(request, details, { login: typeof hint === 'string' ? hint : '', problem: null }),
    );
  }

  async submit(request: Request, response: Response, provider: Provider): Promise<void> {
    const details = await this.details(request, response, provider);
    if (!details) return;
    const { username, password } = request.body as { username?: unknown; password?: unknown };
    const typed = typeof username === 'string' ? username.slice(0, 254) : '';
    const outcome = await this.check.check({
      login: this.loginOf(typed),
      password: typeof password === 'string' ? password.slice(0, 128) : '',
      ip: request.ip ?? '',
      at: this.clock.now(),
    });
    if (outcome.kind !== 'accepted') {
      const status = outcome.kind === 'locked' ? 403 : 401;
      this.send(response, status, this.form(request, details, { login: typed, problem: outcome.kind }));
      return;
    }
    const result = { login: { accountId: outcome.subject, remember: false } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }

  /** A name without domain is one of ours. */
  private loginOf(typed: string): string {
    const login = typed.trim().toLowerCase();
    return login.includes('@') || login === '' ? login : `${login}@${this.settings.domain}`;
  }

  private async details(request: Request, response: Response, provider: Provider): Promise<Details | null> {
    try {
      const details = await provider.interactionDetails(request, response);
      if (details.uid === request.params['uid']) return details;
    } catch (error) {
      if (!isSessionNotFound(error)) throw error;
    }
    this.send(response, 400, expiredPage(this.languageOf(request), this.settings.publicUrl, 'login-expired'));
    return null;
  }

  private form(request: Request, details: Details, shown: { login: string; problem: 'wrong' | 'locked' | null }): Page {
    const { platformName, domain, publicUrl, origins } = this.settings;
    const language = this.languageOf(request, details);
    return loginPage({ language, uid: details.uid, platformName, domain, consoleUrl: publicUrl, origins, ...shown });
  }

  private languageOf(request: Request, details?: Details): 'pl' | 'en' {
    const wanted = [request.query['lang'], details?.params['kc_locale'], details?.params['ui_locales']];
    return chooseLanguage(
      wanted.filter((each) => typeof each === 'string').join(' '),
      request.headers['accept-language'],
    );
  }

  private send(response: Response, status: number, page: Page): void {
    response.status(status).set({
      'content-security-policy': page.contentSecurityPolicy,
      'cache-control': 'no-store',
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    response.send(page.html);
  }
}

const isSessionNotFound = (error: unknown): boolean => error instanceof Error && error.name === 'SessionNotFound';
