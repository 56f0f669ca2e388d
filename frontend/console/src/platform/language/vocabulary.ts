import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { Option } from '../../../../ui';

/** Words for the codes of the server. One that has none yet shows itself rather than nothing. */
@Injectable({ providedIn: 'root' })
export class Vocabulary {
  private readonly transloco = inject(TranslocoService);

  word(family: string, code: string): string {
    const key = `${family}.${code}`;
    const text = this.transloco.translate<string>(key);
    return text === key ? code : text;
  }

  /** Codes of a family as choices, in its words. Asked for anew each time, they follow the language. */
  readonly options = <Code extends string | number>(family: string, codes: readonly Code[]): Option<Code>[] =>
    codes.map((value) => ({ value, label: this.word(family, String(value)) }));
}
