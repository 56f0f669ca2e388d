import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import {
  GOAL_KINDS,
  GOAL_PERIODS,
  type Goal,
  type GoalKind,
  type GoalPeriod,
  type SaveGoal,
  type User,
} from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { fullName } from '../../platform/time/formats';

const ids = () => new FormControl<string[]>([], { nonNullable: true });

/** Whose goal, in which campaigns, for which period, and how much. */
@Component({
  selector: 'app-goal-edit-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('goals.new')"
      [back]="isNew() ? '/goals' : '/goals/' + id()"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field class="wide" [control]="form.controls.name" [label]="t('goals.name')" />
      <ui-select-field [control]="form.controls.kind" [label]="t('goals.kind')" [options]="words('goalKinds', kinds)" />
      <ui-text-field
        [control]="form.controls.target"
        [label]="t('goals.target')"
        [hint]="t('goals.targetHint')"
        type="number"
      />
      @if (value().kind === 'agent') {
        <ui-select-field
          class="wide"
          [control]="form.controls.agentIds"
          [label]="t('goals.agents')"
          [options]="agents.options()"
          [multiple]="true"
        />
      }
      <ui-select-field
        class="wide"
        [control]="form.controls.campaignIds"
        [label]="t('goals.campaigns')"
        [hint]="value().kind === 'agent' ? t('goals.campaignsHint') : undefined"
        [options]="campaigns.options()"
        [multiple]="true"
      />
      <ui-select-field
        [control]="form.controls.period"
        [label]="t('goals.period')"
        [options]="words('goalPeriods', periods)"
      />
      @if (value().period === 'own') {
        <ui-text-field [control]="form.controls.from" [label]="t('ui.from')" type="date" />
        <ui-text-field [control]="form.controls.to" [label]="t('ui.to')" type="date" />
      }
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class GoalEditPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly kinds = GOAL_KINDS;
  protected readonly periods = GOAL_PERIODS;
  protected readonly agents = names<User>('/users', fullName);
  protected readonly campaigns = names<{ id: string; name: string }>('/campaigns', ({ name }) => name);
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    kind: new FormControl<GoalKind>('campaign', { nonNullable: true }),
    campaignIds: ids(),
    agentIds: ids(),
    period: new FormControl<GoalPeriod>('month', { nonNullable: true }),
    from: new FormControl('', { nonNullable: true }),
    to: new FormControl('', { nonNullable: true }),
    target: new FormControl<number | null>(null, [Validators.required, Validators.min(0.01)]),
  });
  protected readonly value = toSignal(this.form.valueChanges, { initialValue: this.form.value });

  readonly editor = editor<Goal>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<Goal>(`/goals/${this.id()}`)),
    show: (goal) => this.form.reset({ ...goal, from: goal.from ?? '', to: goal.to ?? '' }),
    save: (version) => {
      const { from, to, agentIds, target, ...rest } = this.form.getRawValue();
      const own = rest.period === 'own';
      const body: SaveGoal = {
        ...rest,
        target: target ?? 0,
        agentIds: rest.kind === 'agent' ? agentIds : [],
        from: own && from ? from : null,
        to: own && to ? to : null,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<Goal>('/goals', body)
        : this.api.put<Goal>(`/goals/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/goals/${id}`);
    },
  });

  protected words(family: string, values: readonly string[]) {
    return values.map((value) => ({ value, label: this.transloco.translate(`${family}.${value}`) }));
  }

  protected delete(): void {
    void this.deletion.of(`/goals/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/goals',
    });
  }
}
