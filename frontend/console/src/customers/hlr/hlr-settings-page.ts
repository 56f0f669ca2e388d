import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import { HLR_ACTIONS, HLR_RESULTS, type HlrAction, type HlrSettings } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

const action = () => new FormControl<HlrAction>('none', { nonNullable: true });

/** When numbers are checked, how long a result is good, and what follows from each. */
@Component({
  selector: 'app-hlr-settings-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page *transloco="let t" [title]="t('hlr.settingsTitle')" back="/hlr" [editor]="editor">
      @if (editor.entity()?.provided === false) {
        <p class="wide missing" role="status">{{ t('hlr.notProvided') }}</p>
      }
      <ui-toggle-field
        class="wide"
        [control]="form.controls.automatic"
        [label]="t('hlr.automatic')"
        [hint]="t('hlr.automaticHint')"
      />
      <ui-text-field
        [control]="form.controls.cacheDays"
        [label]="t('hlr.cacheDays')"
        [hint]="t('hlr.cacheDaysHint')"
        type="number"
      />
      <h2 class="wide">{{ t('hlr.actions') }}</h2>
      @for (result of results; track result) {
        <ui-select-field
          [control]="form.controls.actions.controls[result]"
          [label]="t('hlrResultsLong.' + result)"
          [options]="actions()"
        />
      }
    </app-editor-page>
  `,
  styles: `
    .missing {
      padding: 12px 16px;
      border-left: 4px solid var(--cc-warn);
      background: var(--mat-sys-surface-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class HlrSettingsPage {
  private readonly api = inject(Api);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly results = HLR_RESULTS;
  protected actions = () => this.vocabulary.options('hlrActions', HLR_ACTIONS);
  protected readonly form = new FormGroup({
    automatic: new FormControl(false, { nonNullable: true }),
    cacheDays: new FormControl(30, {
      nonNullable: true,
      validators: [Validators.required, Validators.min(0), Validators.max(365)],
    }),
    actions: new FormGroup({ active: action(), absent: action(), invalid: action(), unknown: action() }),
  });
  readonly editor = editor<HlrSettings>({
    form: this.form,
    load: () => this.api.get<HlrSettings>('/hlr/settings'),
    show: (settings) => this.form.reset(settings),
    save: (version = 0) => this.api.put<HlrSettings>('/hlr/settings', { ...this.form.getRawValue(), version }),
  });
}
