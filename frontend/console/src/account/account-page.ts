import { ChangeDetectionStrategy, Component, inject, input, signal } from '@angular/core';
import { FormControl, FormGroup, Validators, type AbstractControl, type ValidationErrors } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState, TextField } from '../../../ui';
import { showFieldErrors } from '../platform/forms/server-errors';
import { Api } from '../platform/http/api';
import { ProblemError } from '../platform/http/problem-error';
import { ProblemText } from '../platform/http/problem-text';
import { Language } from '../platform/language/language';

const SHORTEST_PASSWORD = 12;

export const samePassword = (form: AbstractControl): ValidationErrors | null => {
  const repeat = form.get('repeat');
  const differs = repeat !== null && repeat.value !== form.get('password')?.value;
  repeat?.setErrors(differs ? { same: true } : null);
  return null;
};

/** Sets a password through a link: the first one (`activate`) or another (`reset`); without a token `reset` asks for the link. */
@Component({
  selector: 'app-account-page',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, EmptyState, TextField],
  templateUrl: './account-page.html',
  styleUrl: './account-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountPage {
  /** From the address. */
  readonly token = input<string>();
  /** From the route. */
  readonly purpose = input.required<'activate' | 'reset'>();
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly languages = inject(Language);

  protected readonly language = this.languages.current;
  protected readonly state = signal<'asking' | 'sending' | 'done' | 'sent'>('asking');
  protected readonly problem = signal('');
  protected readonly password = new FormGroup(
    {
      password: new FormControl('', {
        nonNullable: true,
        validators: [Validators.required, Validators.minLength(SHORTEST_PASSWORD)],
      }),
      repeat: new FormControl('', { nonNullable: true }),
    },
    { validators: samePassword },
  );
  protected readonly request = new FormGroup({
    login: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
  });

  protected setPassword(): Promise<void> {
    const path = this.purpose() === 'activate' ? '/account/activate' : '/account/password-reset/complete';
    return this.send(
      this.password,
      () => this.api.post(path, { token: this.token(), password: this.password.controls.password.value }),
      'done',
    );
  }

  protected askForLink(): Promise<void> {
    return this.send(this.request, () => this.api.post('/account/password-reset', this.request.getRawValue()), 'sent');
  }

  protected otherLanguage(): void {
    void this.languages.choose(this.language() === 'pl' ? 'en' : 'pl');
  }

  private async send(form: FormGroup, work: () => Promise<void>, then: 'done' | 'sent'): Promise<void> {
    form.markAllAsTouched();
    if (form.invalid) return;
    this.state.set('sending');
    try {
      await work();
      this.state.set(then);
    } catch (error) {
      this.state.set('asking');
      const fields = error instanceof ProblemError ? error.fields : [];
      showFieldErrors(form, fields);
      this.problem.set(this.problems.of(error));
    }
  }
}
