import { inject, Pipe, type PipeTransform } from '@angular/core';
import type { AbstractControl } from '@angular/forms';
import { TranslocoService } from '@jsverse/transloco';
import type { FieldError } from '#contracts';

/** What is wrong with a field: the server's rule when it refused, else the form's own. Impure: it follows the control. */
@Pipe({ name: 'fieldError', pure: false })
export class FieldErrorPipe implements PipeTransform {
  private readonly transloco = inject(TranslocoService);

  transform(control: AbstractControl): string {
    const errors = control.errors;
    if (!errors) return '';
    const refused = errors['server'] as FieldError | undefined;
    if (refused) return this.text(refused.rule, refused.params) ?? refused.message;
    const [rule = 'invalid'] = Object.keys(errors);
    return this.text(rule, errors[rule] as FieldError['params']) ?? rule;
  }

  private text(rule: string, params: FieldError['params']): string | null {
    const key = `rules.${rule}`;
    const text = this.transloco.translate<string>(key, typeof params === 'object' ? params : {});
    return text === key ? null : text;
  }
}
