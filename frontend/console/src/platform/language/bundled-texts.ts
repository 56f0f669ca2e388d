import { Injectable } from '@angular/core';
import type { Translation, TranslocoLoader } from '@jsverse/transloco';
import { from, type Observable } from 'rxjs';

/** Texts travel as hashed chunks of the build, so a new version never shows old words out of a cache. */
@Injectable({ providedIn: 'root' })
export class BundledTexts implements TranslocoLoader {
  getTranslation(language: string): Observable<Translation> {
    return from(
      language === 'en' ? import('../../i18n/en').then(({ en }) => en) : import('../../i18n/pl').then(({ pl }) => pl),
    );
  }
}
