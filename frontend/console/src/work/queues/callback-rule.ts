import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { FAILED_CONTACTS, type FlowName } from '#contracts';
import { followControl, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import type { CallbackGroup } from './callback-form';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'];

/** Who of the queue's callers is called back, how often, and when. */
@Component({
  selector: 'app-callback-rule',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField],
  template: `
    @let fields = group().controls;
    <ng-container *transloco="let t">
      <h2>{{ t('callbackRule.title') }}</h2>
      <ui-toggle-field
        class="wide"
        [control]="fields.on"
        [label]="t('callbackRule.on')"
        [hint]="t('callbackRule.onHint')"
      />
      @if (fields.on.value) {
        <ui-select-field
          [control]="fields.digit"
          [label]="t('callbackRule.digit')"
          [hint]="t('callbackRule.digitHint')"
          [options]="keys()"
        />
        <ui-select-field
          [control]="fields.automatic"
          [label]="t('callbackRule.automatic')"
          [hint]="t('callbackRule.automaticHint')"
          [options]="failed()"
          [multiple]="true"
        />
        @if (fields.automatic.value.includes('abandoned-flow')) {
          <ui-select-field
            class="wide"
            [control]="fields.flowIds"
            [label]="t('callbackRule.flows')"
            [options]="flows.options()"
            [multiple]="true"
          />
        }
        <ui-text-field [control]="fields.attempts" [label]="t('callbackRule.attempts')" type="number" />
        <ui-text-field
          [control]="fields.intervalMinutes"
          [label]="t('callbackRule.interval')"
          [hint]="t('callbackRule.intervalHint')"
          type="number"
          suffix="min"
        />
        <ui-text-field [control]="fields.from" [label]="t('callbackRule.from')" [hint]="t('callbackRule.timesHint')" />
        <ui-text-field [control]="fields.to" [label]="t('callbackRule.to')" />
        <ui-text-field
          [control]="fields.minimumWaitSeconds"
          [label]="t('callbackRule.minimumWait')"
          [hint]="t('callbackRule.minimumWaitHint')"
          type="number"
          suffix="s"
        />
      }
    </ng-container>
  `,
  styles: ':host { display: contents; }',
  host: { class: 'part' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CallbackRuleFields {
  readonly group = input.required<CallbackGroup>();
  private readonly vocabulary = inject(Vocabulary);
  protected readonly flows = names<FlowName>(
    '/flows/names',
    ({ name }) => name,
    inject(Session).may('flows.view') && inject(Session).has('ivr'),
  );

  constructor() {
    followControl(this.group);
  }

  protected keys = (): Option<string>[] => [
    { value: '', label: this.vocabulary.word('callbackRule', 'noDigit') },
    ...KEYS.map((value) => ({ value, label: value })),
  ];
  protected failed = () => this.vocabulary.options('callbacks.failed', FAILED_CONTACTS);
}
