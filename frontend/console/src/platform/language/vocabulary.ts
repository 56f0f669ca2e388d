import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

/** Words for the codes of the server. One that has none yet shows itself rather than nothing. */
@Injectable({ providedIn: 'root' })
export class Vocabulary {
  private readonly transloco = inject(TranslocoService);

  word(family: string, code: string): string {
    const key = `${family}.${code}`;
    const text = this.transloco.translate<string>(key);
    return text === key ? code : text;
  }
}
