import { ChangeDetectionStrategy, Component, computed, effect, input, output, untracked } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { RECONTACT_FOR, type AskedRecontact, type FollowUpOf, type RecontactFor } from '#contracts';
import { instantText, localText } from '../../platform/forms/local-time';

/** When to call again, and who: asked by the classifier. */
@Component({
  selector: 'app-recontact-choice',
  imports: [MatIconModule, TranslocoDirective],
  template: `
    <fieldset *transloco="let t">
      <legend>{{ t('classification.recontact') }}</legend>
      <label>
        <span class="muted">{{ t('classification.recontactAt') }}</span>
        <input
          #at
          type="datetime-local"
          data-recontact
          [value]="local()"
          [attr.aria-invalid]="missing()"
          (change)="choose(at.value, who())"
        />
      </label>
      @if (rule().for === null) {
        <label>
          <span class="muted">{{ t('classification.recontactFor') }}</span>
          <select #whom (change)="choose(at.value, $any(whom.value))">
            @for (each of choices; track each) {
              <option [value]="each" [selected]="each === who()">{{ t('recontactFor.' + each) }}</option>
            }
          </select>
        </label>
      }
      @if (missing()) {
        <p class="missing" role="alert"><mat-icon svgIcon="error" />{{ t('classification.recontactMissing') }}</p>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: 12px;
      margin: 8px 0;
      padding: 8px 12px 12px;
      border: 1px solid var(--cc-line-strong);
      border-radius: 8px;
    }
    label {
      display: grid;
      gap: 4px;
    }
    input,
    select {
      height: 36px;
      padding: 0 8px;
      border: 1px solid var(--cc-line-strong);
      border-radius: 8px;
      background: var(--cc-card);
      color: inherit;
      font: inherit;
    }
    .missing {
      display: flex;
      flex-basis: 100%;
      align-items: center;
      gap: 6px;
      margin: 0;
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecontactChoice {
  readonly rule = input.required<FollowUpOf<'recontact'>>();
  readonly asked = input<AskedRecontact | null>(null);
  readonly missing = input(false);
  readonly changed = output<AskedRecontact | null>();
  protected readonly choices = RECONTACT_FOR;
  protected readonly who = computed<RecontactFor>(() => this.asked()?.for ?? this.rule().for ?? 'agent');
  protected readonly local = computed(() => localText(this.asked()?.at ?? null));

  constructor() {
    // A required time is proposed; one that is only possible is left to the agent.
    effect(() => {
      const { required, afterMinutes } = this.rule();
      if (!required || untracked(this.asked)) return;
      const at = new Date(Date.now() + afterMinutes * 60_000).toISOString();
      untracked(() => this.changed.emit({ at, for: this.who() }));
    });
  }

  protected choose(local: string, who: RecontactFor): void {
    const at = instantText(local);
    this.changed.emit(at === null ? null : { at, for: who });
  }
}
