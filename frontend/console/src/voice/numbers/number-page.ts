import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { FormControl, FormGroup, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { NUMBER_EXTENTS, type InboundNumber, type SaveNumber } from '#contracts';
import { SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { Api } from '../../platform/http/api';
import { Vocabulary } from '../../platform/language/vocabulary';
import { phoneText } from '../../platform/time/formats';
import { numberText } from './number-text';
import { numberTargets, targetOf, targetValue } from './number-targets';

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
      <ui-select-field [control]="form.controls.extent" [label]="t('numberRange.extent')" [options]="extents()" />
      <ui-text-field
        [control]="form.controls.number"
        [label]="t('numberRange.first.' + form.controls.extent.value)"
        [hint]="t('numberRange.firstHint.' + form.controls.extent.value)"
        type="tel"
      />
      @if (form.controls.extent.value === 'range') {
        <ui-text-field
          [control]="form.controls.lastNumber"
          [label]="t('numberRange.last')"
          [hint]="t('numberRange.lastHint')"
          type="tel"
        />
      }
      <ui-text-field [control]="form.controls.name" [label]="t('numbers.name')" [hint]="t('numbers.nameHint')" />
      <ui-select-field
        [control]="form.controls.target"
        [label]="t('numbers.target')"
        [hint]="t('numbers.targetHint')"
        [options]="targets.options()"
      />
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
  private readonly vocabulary = inject(Vocabulary);
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly targets = numberTargets();
  protected readonly form = new FormGroup({
    extent: new FormControl<InboundNumber['extent']>('one', { nonNullable: true }),
    lastNumber: new FormControl('', { nonNullable: true }),
    number: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    name: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    target: new FormControl('', { nonNullable: true, validators: [Validators.required] }),
    greeting: new FormControl('', { nonNullable: true }),
    active: new FormControl(true, { nonNullable: true }),
  });

  readonly editor = editor<InboundNumber>({
    form: this.form,
    load: async () => (this.isNew() ? null : this.api.get<InboundNumber>(`/numbers/${this.id()}`)),
    show: (number) =>
      this.form.reset({
        ...number,
        target: targetValue(number),
        number: phoneText(number.number),
        lastNumber: phoneText(number.lastNumber),
        greeting: number.greeting ?? '',
      }),
    save: (version) => {
      const { target, ...value } = this.form.getRawValue();
      const body: SaveNumber = {
        ...value,
        ...targetOf(target),
        lastNumber: value.extent === 'range' ? value.lastNumber : null,
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
  protected readonly title = computed(() => {
    const number = this.editor.entity();
    return number ? numberText(number) : '';
  });

  protected extents(): Option<InboundNumber['extent']>[] {
    return this.vocabulary.options('numberExtents', NUMBER_EXTENTS);
  }

  protected delete(): void {
    void this.deletion.of(`/numbers/${this.id()}`, { name: this.title(), form: this.form, back: '/numbers' });
  }
}
