import { ChangeDetectionStrategy, Component, effect, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { BLACKLIST_DIRECTIONS, RECONTACT_FOR } from '#contracts';
import { SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { shown, type FollowUpForm } from './follow-up-form';

/** What happens when a classifier is chosen. What nobody could act upon is not offered. */
@Component({
  selector: 'app-follow-up-fields',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, IfFeature],
  template: `
    <ng-container *transloco="let t">
      @let controls = form().controls;
      @let value = chosen();
      <h2>{{ t('followUps.title') }}</h2>
      <ui-toggle-field [control]="controls.recontact" [label]="t('followUps.recontact')" />
      @if (value.recontact) {
        <div class="more">
          <ui-select-field
            [control]="controls.recontactFor"
            [label]="t('followUps.recontactFor')"
            [options]="whom(t('followUps.recontactForAny'))"
          />
          <ui-text-field
            [control]="controls.recontactAfter"
            [label]="t('followUps.recontactAfter')"
            [suffix]="t('followUps.recontactAfterUnit')"
            type="number"
          />
          <ui-toggle-field [control]="controls.recontactRequired" [label]="t('followUps.recontactRequired')" />
        </div>
      }
      <ng-container *appFeature="'blacklist'">
        <ui-toggle-field [control]="controls.blacklist" [label]="t('followUps.blacklist')" />
        @if (value.blacklist) {
          <div class="more">
            <ui-select-field
              [control]="controls.blacklistDirection"
              [label]="t('followUps.blacklistDirection')"
              [options]="words('blacklistDirections', directions)"
            />
            <ui-text-field
              [control]="controls.blacklistDays"
              [label]="t('followUps.blacklistDays')"
              [hint]="t('followUps.blacklistDaysHint')"
              type="number"
            />
          </div>
        }
      </ng-container>
      <ui-toggle-field [control]="controls.openUrl" [label]="t('followUps.openUrl')" />
      @if (value.openUrl) {
        <div class="more">
          <ui-text-field
            [control]="controls.url"
            [label]="t('followUps.url')"
            [hint]="t('followUps.urlHint', { example: example })"
          />
        </div>
      }
      @if (scripts.options().length > 0) {
        <ui-toggle-field [control]="controls.startScript" [label]="t('followUps.startScript')" />
        @if (value.startScript) {
          <div class="more">
            <ui-select-field
              [control]="controls.scriptId"
              [label]="t('followUps.script')"
              [options]="scripts.options()"
            />
          </div>
        }
      }
      @if (processes.options().length > 0) {
        <ui-toggle-field [control]="controls.pass" [label]="t('followUps.pass')" />
        @if (value.pass) {
          <div class="more">
            <ui-select-field
              [control]="controls.processId"
              [label]="t('followUps.process')"
              [options]="processes.options()"
            />
          </div>
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    h2 {
      margin: 8px 0 0;
      font-size: 16px;
    }
    .more {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(220px, 1fr));
      gap: 12px;
      padding-left: 48px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class FollowUpFields {
  readonly form = input.required<FollowUpForm>();
  protected readonly words = inject(Vocabulary).options;
  protected readonly chosen = signal<ReturnType<FollowUpForm['getRawValue']>>(shown([]));
  protected readonly directions = BLACKLIST_DIRECTIONS;
  protected readonly example = '{{call.number}}';
  private readonly session = inject(Session);
  protected readonly scripts = names<{ id: string; name: string }>(
    '/scripts/names',
    ({ name }) => name,
    this.session.has('scripter') && this.session.may('scripts.view'),
  );
  protected readonly processes = names<{ id: string; name: string }>('/classifiers/processes', ({ name }) => name);

  constructor() {
    effect((cleanUp) => {
      const form = this.form();
      this.chosen.set(form.getRawValue());
      const following = form.valueChanges.subscribe(() => this.chosen.set(form.getRawValue()));
      cleanUp(() => following.unsubscribe());
    });
  }

  protected whom(any: string): Option<string | null>[] {
    return [{ value: null, label: any }, ...this.words('recontactForList', RECONTACT_FOR)];
  }
}
