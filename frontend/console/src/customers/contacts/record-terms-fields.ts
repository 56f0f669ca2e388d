import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { TranslocoDirective } from '@jsverse/transloco';
import type { CampaignRecord } from '#contracts';
import { SelectField, TextField, type Option } from '../../../../ui';
import { instantText, localText } from '../../platform/forms/local-time';
import { names, type Named } from '../../platform/forms/names';
import { Vocabulary } from '../../platform/language/vocabulary';

const text = () => new FormControl('', { nonNullable: true });

/** When a record is called, before which others, and by whom. */
export const recordTermsForm = () =>
  new FormGroup({
    priority: new FormControl(0, {
      nonNullable: true,
      validators: [Validators.required, Validators.min(-1000), Validators.max(1000)],
    }),
    privateTo: new FormControl<string | null>(null),
    notBefore: text(),
    notAfter: text(),
  });
export type RecordTermsForm = ReturnType<typeof recordTermsForm>;

type Terms = Pick<CampaignRecord, 'priority' | 'privateTo' | 'notBefore' | 'notAfter'>;

export const shownTerms = ({ priority, privateTo, notBefore, notAfter }: Terms) => ({
  ...{ priority, privateTo },
  ...{ notBefore: localText(notBefore), notAfter: localText(notAfter) },
});

export function termsOf(form: RecordTermsForm): Terms {
  const { priority, privateTo, notBefore, notAfter } = form.getRawValue();
  return { priority, privateTo, notBefore: instantText(notBefore), notAfter: instantText(notAfter) };
}

@Component({
  selector: 'app-record-terms-fields',
  imports: [TranslocoDirective, SelectField, TextField],
  template: `
    <ng-container *transloco="let t">
      <ui-text-field
        [control]="form().controls.priority"
        [label]="t('campaigns.priority')"
        [hint]="t('recordTerms.priorityHint')"
        type="number"
      />
      <ui-select-field
        [control]="form().controls.privateTo"
        [label]="t('recordTerms.privateTo')"
        [options]="agentOptions()"
      />
      <ui-text-field [control]="form().controls.notBefore" [label]="t('recordTerms.notBefore')" type="datetime-local" />
      <ui-text-field [control]="form().controls.notAfter" [label]="t('recordTerms.notAfter')" type="datetime-local" />
    </ng-container>
  `,
  styles: `
    :host {
      display: contents;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordTermsFields {
  readonly form = input.required<RecordTermsForm>();
  private readonly vocabulary = inject(Vocabulary);
  private readonly agents = names<Named>('/agents', ({ name }) => name);

  protected readonly agentOptions = (): readonly Option[] => [
    { value: null, label: this.vocabulary.word('recordTerms', 'anybody') },
    ...this.agents.options(),
  ];
}
