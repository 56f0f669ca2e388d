import { ChangeDetectionStrategy, Component, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { RecordTermsFields, recordTermsForm, shownTerms, termsOf } from '../../customers/contacts/record-terms-fields';
import { editor } from '../../platform/forms/editor';
import { SectionForm } from '../../platform/forms/section-form';
import { Api } from '../../platform/http/api';

/** The terms of a record that is there already. */
@Component({
  selector: 'app-record-terms',
  imports: [TranslocoDirective, SectionForm, RecordTermsFields],
  template: `
    <app-section-form *transloco="let t" [heading]="t('recordTerms.title')" [editor]="editor">
      <app-record-terms-fields [form]="form" />
    </app-section-form>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordTerms {
  readonly recordId = input.required<string>();
  readonly changed = output();
  private readonly api = inject(Api);
  protected readonly form = recordTermsForm();

  readonly editor = editor<CampaignRecord>({
    form: this.form,
    load: () => this.api.get<CampaignRecord>(this.path()),
    show: (record) => this.form.reset(shownTerms(record)),
    save: (version) => this.api.patch<CampaignRecord>(this.path(), { ...termsOf(this.form), version }),
    saved: () => this.changed.emit(),
  });

  private path = (): string => `/records/${this.recordId()}`;
}
