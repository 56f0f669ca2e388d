import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { instantText, localText } from '../../platform/forms/local-time';
import { names, type Named } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

const text = () => new FormControl('', { nonNullable: true });

/** When a record is called, before which others, and by whom. */
@Component({
  selector: 'app-record-terms',
  imports: [MatButtonModule, TranslocoDirective, SelectField, TextField],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ t('recordTerms.title') }}</h2>
      @if (editor.state() === 'ready') {
        <form novalidate (submit)="$event.preventDefault(); editor.save()">
          <ui-text-field
            [control]="form.controls.priority"
            [label]="t('campaigns.priority')"
            [hint]="t('recordTerms.priorityHint')"
            type="number"
          />
          <ui-select-field
            [control]="form.controls.privateTo"
            [label]="t('recordTerms.privateTo')"
            [options]="agentOptions()"
          />
          <ui-text-field
            [control]="form.controls.notBefore"
            [label]="t('recordTerms.notBefore')"
            type="datetime-local"
          />
          <ui-text-field [control]="form.controls.notAfter" [label]="t('recordTerms.notAfter')" type="datetime-local" />
          <footer>
            @if (editor.problem()) {
              <p class="problem" role="alert">{{ editor.problem() }}</p>
            }
            <button matButton="filled" type="submit" [disabled]="editor.saving()">{{ t('ui.save') }}</button>
          </footer>
        </form>
      } @else if (editor.state() === 'failed') {
        <p class="problem" role="alert">{{ editor.problem() }}</p>
      }
    </ng-container>
  `,
  styles: `
    form {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
      gap: 12px 16px;
      padding-top: 8px;
    }
    footer {
      grid-column: 1 / -1;
      display: flex;
      gap: 12px;
      align-items: center;
      justify-content: flex-end;
    }
    .problem {
      margin: 0;
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordTerms {
  readonly recordId = input.required<string>();
  readonly changed = output();
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  private readonly agents = names<Named>('/agents', ({ name }) => name);
  protected readonly form = new FormGroup({
    priority: new FormControl(0, {
      nonNullable: true,
      validators: [Validators.required, Validators.min(-1000), Validators.max(1000)],
    }),
    privateTo: new FormControl<string | null>(null),
    notBefore: text(),
    notAfter: text(),
  });

  readonly editor = editor<CampaignRecord>({
    form: this.form,
    load: () => this.api.get<CampaignRecord>(this.path()),
    show: ({ priority, privateTo, notBefore, notAfter }) =>
      this.form.reset({ priority, privateTo, notBefore: localText(notBefore), notAfter: localText(notAfter) }),
    save: (version) => {
      const { notBefore, notAfter, ...terms } = this.form.getRawValue();
      const window = { notBefore: instantText(notBefore), notAfter: instantText(notAfter) };
      return this.api.patch<CampaignRecord>(this.path(), { ...terms, ...window, version });
    },
    saved: () => this.changed.emit(),
  });

  protected readonly agentOptions = (): readonly Option[] => [
    { value: null, label: this.vocabulary.word('recordTerms', 'anybody') },
    ...this.agents.options(),
  ];

  private path = (): string => `/records/${this.recordId()}`;
}
