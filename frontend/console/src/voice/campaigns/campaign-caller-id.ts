import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import { LOCAL_PLACES } from '#contracts';
import { followControl, SelectField, TextField, type Option } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { RuleRows } from '../../work/queues/rule-rows';
import { AddNumbersDialog } from './add-numbers-dialog';
import { localRow, numberList, type CampaignForm } from './campaign-form';

/** Which number called people see. */
@Component({
  selector: 'app-campaign-caller-id',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, SelectField, TextField, RuleRows],
  template: `
    <ng-container *transloco="let t">
      @let fields = form().controls.callerId.controls;
      <h2>{{ t('campaigns.callerId') }}</h2>
      <ui-select-field [control]="fields.kind" [label]="t('campaigns.callerIdKind')" [options]="kinds()" />
      @switch (fields.kind.value) {
        @case ('fixed') {
          <ui-text-field
            [control]="fields.number"
            [label]="t('campaigns.number')"
            [hint]="t('campaigns.numberHint')"
            type="tel"
          />
        }
        @case ('random') {
          <ui-text-field [control]="fields.from" [label]="t('campaigns.rangeFrom')" type="tel" />
          <ui-text-field [control]="fields.to" [label]="t('campaigns.rangeTo')" type="tel" />
          <ui-text-field
            class="wide"
            [control]="fields.tainted"
            [label]="t('campaigns.tainted')"
            [hint]="t('campaigns.taintedHint')"
            [lines]="2"
          />
          <button class="add" matButton type="button" (click)="addTainted()">
            <mat-icon svgIcon="add" />{{ t('campaigns.addNumbers') }}
          </button>
        }
        @case ('local') {
          <ui-text-field [control]="fields.otherwise" [label]="t('campaigns.otherwise')" type="tel" />
          <app-rule-rows
            [rows]="fields.rules"
            [label]="t('campaigns.localRules')"
            [hint]="t('campaigns.localRulesHint')"
            [addLabel]="t('campaigns.addLocalRule')"
            (added)="add()"
          >
            <ng-template let-row>
              <ui-select-field [control]="row.controls.place" [label]="t('campaigns.place')" [options]="places()" />
              <ui-text-field [control]="row.controls.name" [label]="t('campaigns.placeName')" />
              <ui-text-field [control]="row.controls.number" [label]="t('campaigns.number')" type="tel" />
            </ng-template>
          </app-rule-rows>
        }
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: contents;
    }
    .add {
      justify-self: start;
    }
  `,
  host: { class: 'part' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CampaignCallerId {
  readonly form = input.required<CampaignForm>();
  private readonly dialog = inject(MatDialog);
  private readonly vocabulary = inject(Vocabulary);
  private readonly session = inject(Session);

  constructor() {
    followControl(this.form);
  }

  protected add(): void {
    const { rules } = this.form().controls.callerId.controls;
    rules.push(localRow());
    rules.markAsDirty();
  }

  protected addTainted(): void {
    const { tainted } = this.form().controls.callerId.controls;
    this.dialog
      .open<AddNumbersDialog, void, readonly string[]>(AddNumbersDialog, { width: '560px' })
      .afterClosed()
      .subscribe((numbers) => {
        if (!numbers) return;
        tainted.setValue([...new Set([...numberList(tainted.value), ...numbers])].join(', '));
        tainted.markAsDirty();
      });
  }

  protected kinds(): Option<string>[] {
    const kinds = [
      'fixed',
      ...(this.session.has('random-caller-id') ? ['random'] : []),
      ...(this.session.has('local-presence') ? ['local'] : []),
    ];
    return this.vocabulary.options('callerIdKinds', kinds);
  }

  protected places = () => this.vocabulary.options('localPlaces', LOCAL_PLACES);
}
