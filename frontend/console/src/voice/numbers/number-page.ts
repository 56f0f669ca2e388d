import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { InboundNumber, SaveNumber } from '#contracts';
import { SelectField, TextField, ToggleField } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { phoneText } from '../../platform/time/formats';

@Component({
  selector: 'app-number-page',
  imports: [TranslocoDirective, SelectField, TextField, ToggleField, EditorPage],
  template: `
    <app-editor-page
      *transloco="let t"
      [title]="title() || t('numbers.new')"
      back="/numbers"
      [editor]="editor"
      [deletable]="true"
      (deleted)="delete()"
    >
      <ui-text-field
        [control]="form.controls.number"
        [label]="t('numbers.number')"
        [hint]="t('numbers.numberHint')"
        type="tel"
      />
      <ui-text-field [control]="form.controls.name" [label]="t('numbers.name')" [hint]="t('numbers.nameHint')" />
      <ui-select-field [control]="form.controls.queueId" [label]="t('numbers.queue')" [options]="queues.options()" />
      <ui-text-field
        [control]="form.controls.greeting"
        [label]="t('numbers.greeting')"
        [hint]="t('numbers.greetingHint')"
      />
      <ui-toggle-field class="wide" [control]="form.controls.active" [label]="t('numbers.activeLabel')" />
    </app-editor-page>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class NumberPage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly queues = names<{ id: string; name: string }>('/queues/names', ({ name }) => name);
  protected readonly form = new FormGroup({
    number: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    queueId: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    greeting: new FormControl('', { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<InboundNumber>({
    form: this.form,
    // The API lists numbers and has no route for one of them.
    load: async () =>
      this.isNew()
        ? null
        : ((await this.api.all<InboundNumber>('/numbers')).find(({ id }) => id === this.id()) ?? null),
    show: (number) => this.form.reset({ ...number, number: phoneText(number.number), greeting: number.greeting ?? '' }),
    save: (version) => {
      const value = this.form.getRawValue();
      const body: SaveNumber = {
        ...value,
        greeting: value.greeting.trim() || null,
        ...(version !== undefined && { version }),
      };
      return version === undefined
        ? this.api.post<InboundNumber>('/numbers', body)
        : this.api.patch<InboundNumber>(`/numbers/${this.id()}`, body);
    },
    saved: (_number, isNew) => {
      if (isNew) void this.router.navigateByUrl('/numbers');
    },
  });
  protected readonly title = computed(() => phoneText(this.editor.entity()?.number ?? null));

  protected delete(): void {
    void this.deletion.of(`/numbers/${this.id()}`, { name: this.title(), form: this.form, back: '/numbers' });
  }
}
