import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { AskedHlr } from '#contracts';
import { LinesField, SelectField, ToggleField, type Option } from '../../../../ui';
import { Api } from '../../platform/http/api';
import { ProblemText } from '../../platform/http/problem-text';

/** Which numbers are to be checked: pasted ones, or those of a campaign. Says what became of them. */
@Component({
  selector: 'app-ask-hlr-dialog',
  imports: [MatButtonModule, MatDialogModule, TranslocoDirective, LinesField, SelectField, ToggleField],
  template: `
    <ng-container *transloco="let t">
      <h2 mat-dialog-title>{{ t('hlr.ask') }}</h2>
      <mat-dialog-content>
        <ui-select-field [control]="form.controls.campaignId" [label]="t('hlr.of')" [options]="campaigns()" />
        @if (!campaign()) {
          <ui-lines-field
            [control]="form.controls.numbers"
            [label]="t('hlr.numbers')"
            [hint]="t('ui.onePerLine')"
            [lines]="6"
          />
        }
        <ui-toggle-field [control]="form.controls.fresh" [label]="t('hlr.fresh')" [hint]="t('hlr.freshHint')" />
        @if (problem(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
        @if (done(); as asked) {
          <p role="status">{{ t('hlr.asked', asked) }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" (click)="dialog.close(done() !== null)">{{ t('ui.close') }}</button>
        <button matButton="filled" type="button" [disabled]="busy() || nothing()" (click)="ask()">
          {{ t('hlr.ask') }}
        </button>
      </mat-dialog-actions>
    </ng-container>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 8px;
    }
    .problem {
      color: var(--mat-sys-error);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AskHlrDialog {
  protected readonly dialog = inject<MatDialogRef<AskHlrDialog, boolean>>(MatDialogRef);
  private readonly api = inject(Api);
  private readonly problems = inject(ProblemText);
  private readonly transloco = inject(TranslocoService);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly done = signal<AskedHlr | null>(null);
  protected readonly form = new FormGroup({
    campaignId: new FormControl<string | null>(null),
    numbers: new FormControl<string[]>([], { nonNullable: true }),
    fresh: new FormControl(false, { nonNullable: true }),
  });
  private readonly value = toSignal(this.form.valueChanges, { initialValue: this.form.value });
  protected readonly campaign = computed(() => this.value().campaignId ?? null);
  protected readonly nothing = computed(() => this.campaign() === null && (this.value().numbers ?? []).length === 0);
  private readonly names = resource({
    loader: () => this.api.get<{ id: string; name: string }[]>('/records/campaigns'),
  });
  protected readonly campaigns = computed((): Option<unknown>[] => [
    { value: null, label: this.transloco.translate('hlr.ofNumbers') },
    ...(this.names.hasValue() ? this.names.value() : []).map(({ id, name }) => ({ value: id, label: name })),
  ]);

  protected async ask(): Promise<void> {
    const { campaignId, numbers, fresh } = this.form.getRawValue();
    this.busy.set(true);
    this.problem.set('');
    try {
      const body = { campaignId, numbers: campaignId === null ? numbers : [], fresh };
      this.done.set(await this.api.post<AskedHlr>('/hlr/checks', body));
    } catch (error) {
      this.problem.set(this.problems.of(error));
    } finally {
      this.busy.set(false);
    }
  }
}
