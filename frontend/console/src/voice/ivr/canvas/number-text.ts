import { inject, Pipe, type PipeTransform } from '@angular/core';
import { Language } from '../../../platform/language/language';

/** A count in the way of the screen's language: `12 480`. Impure, because the language changes at run time. */
@Pipe({ name: 'numberText', pure: false })
export class NumberTextPipe implements PipeTransform {
  private readonly language = inject(Language);

  transform(value: number): string {
    return value.toLocaleString(this.language.locale);
  }
}
