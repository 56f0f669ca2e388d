import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DiallingStrategy } from '#contracts';
import { SelectField, TextField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';

const share = (value: number) =>
  new FormControl(value, {
    nonNullable: true,
    validators: [Validators.required, Validators.min(0), Validators.max(100)],
  });

/** One strategy: shares of the classes, and which recontact comes first. */
@Component({
  selector: 'app-strategy-page',
  imports: [TranslocoDirective, SelectField, TextField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="editor.entity()?.name ?? t('diallingStrategies.new')"
      back="/dialling-strategies"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      @let fields = form.controls;
      <ui-text-field class="wide" [control]="fields.name" [label]="t('diallingStrategies.name')" />
      <h2>{{ t('diallingStrategies.shares') }}</h2>
      @for (name of classes; track name) {
        <ui-text-field
          [control]="fields.shares.controls[name]"
          [label]="t('diallingStrategies.' + name)"
          [hint]="t('diallingStrategies.sharesHint')"
          type="number"
          suffix="%"
        />
      }
      <ui-select-field [control]="fields.overdueFirst" [label]="t('diallingStrategies.order')" [options]="orders()" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class StrategyPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly classes = ['fresh', 'private', 'system'] as const;
  protected readonly form = new FormGroup({
    name: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.maxLength(80)] }),
    shares: new FormGroup({ fresh: share(50), private: share(30), system: share(20) }),
    overdueFirst: new FormControl<DiallingStrategy['overdueFirst']>('most', { nonNullable: true }),
  });

  readonly editor = editor<DiallingStrategy>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<DiallingStrategy>(`/dialling-strategies/${this.id()}`)),
    show: ({ name, shares, overdueFirst }) => this.form.reset({ name, shares, overdueFirst }),
    save: (version) => {
      const body = { ...this.form.getRawValue(), ...(version !== undefined && { version }) };
      return version === undefined
        ? this.api.post<DiallingStrategy>('/dialling-strategies', body)
        : this.api.put<DiallingStrategy>(`/dialling-strategies/${this.id()}`, body);
    },
    saved: (_strategy, isNew) => {
      if (isNew) void this.router.navigateByUrl('/dialling-strategies');
    },
  });

  protected orders = () => this.vocabulary.options('overdueFirst', ['most', 'least']);

  protected delete(): void {
    void this.deletion.of(`/dialling-strategies/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/dialling-strategies',
    });
  }
}
