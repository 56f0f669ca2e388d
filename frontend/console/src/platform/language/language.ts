import { DOCUMENT } from '@angular/common';
import { inject, Injectable, signal } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import type { Language as LanguageCode } from '#contracts';

const STORED_UNDER = 'centrala.language';
const LOCALES: Readonly<Record<LanguageCode, string>> = { pl: 'pl-PL', en: 'en-GB' };

const isLanguage = (value: string | null): value is LanguageCode => value === 'pl' || value === 'en';

/** The language of the screen, switched at run time; remembered here, and on the user's record by whoever calls `use`. */
@Injectable({ providedIn: 'root' })
export class Language {
  private readonly transloco = inject(TranslocoService);
  private readonly document = inject(DOCUMENT);
  private readonly code = signal<LanguageCode>(this.initial());

  readonly current = this.code.asReadonly();

  start(): Promise<void> {
    return this.use(this.code());
  }

  /** True when the person chose a language on this machine: it then wins over the record's. */
  get chosenHere(): boolean {
    return isLanguage(localStorage.getItem(STORED_UNDER));
  }

  /** The platform's zone: a call at nine is at nine for everybody who speaks of it. Null before it is known. */
  readonly timeZone = signal<string | null>(null);

  get locale(): string {
    return LOCALES[this.code()];
  }

  async choose(code: LanguageCode): Promise<void> {
    localStorage.setItem(STORED_UNDER, code);
    await this.use(code);
  }

  async use(code: LanguageCode): Promise<void> {
    await firstValueFrom(this.transloco.load(code));
    this.transloco.setActiveLang(code);
    this.document.documentElement.lang = code;
    this.code.set(code);
  }

  private initial(): LanguageCode {
    const stored = localStorage.getItem(STORED_UNDER);
    if (isLanguage(stored)) return stored;
    return navigator.language.toLowerCase().startsWith('pl') ? 'pl' : 'en';
  }
}
