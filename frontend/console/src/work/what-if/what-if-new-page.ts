import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import type { FormArray, FormGroup } from '@angular/forms';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { STRATEGIES, type Queue, type Skill, type WhatIfRunDetail } from '#contracts';
import { OrderedPicker, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { IfFeature } from '../../platform/identity/if-feature';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { OverflowRows } from '../queues/overflow-rows';
import { RuleRows } from '../queues/rule-rows';
import { moreRow, queueChangeRow, showRun, skillChangeRow, startOf, whatIfForm } from './what-if-form';

type Started = WhatIfRunDetail & { readonly version: number };
const RANKINGS: readonly Queue['ranking'][] = ['strategy', 'closest-skills'];

/** Which past period is run again, for which queues, and what is to be different. */
@Component({
  selector: 'app-what-if-new-page',
  imports: [
    TranslocoDirective,
    OrderedPicker,
    SelectField,
    TextField,
    ToggleField,
    EditorPage,
    IfFeature,
    OverflowRows,
    RuleRows,
  ],
  templateUrl: './what-if-new-page.html',
  styles: `
    .roomy {
      --rule-field: 230px;
    }
    .roomy .wide {
      grid-column: 1 / -1;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatIfNewPage {
  /** An earlier run that this one begins with. */
  readonly like = input<string>();
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly form = whatIfForm();
  protected readonly moreRow = moreRow;
  protected readonly skillChangeRow = skillChangeRow;
  protected readonly queueChangeRow = queueChangeRow;

  protected readonly queues = names<Queue>('/queues', ({ name }) => name);
  protected readonly agents = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  protected readonly skills = names<Skill>('/skills', ({ name }) => name, this.session.has('sbr-pbr-queues'));
  private readonly chosenIds = toSignal(this.form.controls.queueIds.valueChanges, { initialValue: [] });
  /** Only queues whose figures are shown can be changed. */
  protected readonly chosen = computed(() =>
    this.queues.options().filter(({ value }) => this.chosenIds().includes(value)),
  );

  readonly editor = editor<Started>({
    form: this.form,
    load: async () => {
      const like = this.like();
      if (like) showRun(this.form, await this.api.get<WhatIfRunDetail>(`/what-if/runs/${like}`));
      return null;
    },
    show: () => undefined,
    save: async () => ({ ...(await this.api.post<WhatIfRunDetail>('/what-if/runs', startOf(this.form))), version: 0 }),
    saved: ({ id }) => void this.router.navigateByUrl(`/what-if/${id}`),
  });

  protected strategies = (): Option<string>[] => this.orAsItWas('strategies', STRATEGIES);
  protected rankings = (): Option<string>[] => this.orAsItWas('queues.rankings', RANKINGS);

  protected add<Row extends FormGroup>(rows: FormArray<Row>, row: Row): void {
    rows.push(row);
    rows.markAsDirty();
  }

  private orAsItWas(family: string, values: readonly string[]): Option<string>[] {
    const asItWas = { value: '', label: this.vocabulary.word('whatIf', 'asItWas') };
    return [asItWas, ...values.map((value) => ({ value, label: this.vocabulary.word(family, value) }))];
  }
}
