import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { RECORD_RULES, type Classifier, type Group, type Queue } from '#contracts';
import { OrderedPicker, SelectField, TextField, ToggleField, type Option } from '../../../../ui';
import { Deletion } from '../../platform/forms/deletion';
import { editor } from '../../platform/forms/editor';
import { EditorPage } from '../../platform/forms/editor-page';
import { names } from '../../platform/forms/names';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { QueueRules } from './queue-rules';
import { QueueWaitPanel } from './queue-wait';
import { PlaylistSelect } from '../../voice/prompts/playlist-select';
import { queueForm, queueOf, showQueue } from './queue-form';

const STRATEGIES: readonly Queue['strategy'][] = ['linear', 'round-robin', 'random', 'ring-all'];

/** One queue: who answers in which order, what callers hear, what agents owe afterwards. */
@Component({
  selector: 'app-queue-page',
  imports: [
    PlaylistSelect,
    TranslocoDirective,
    OrderedPicker,
    SelectField,
    TextField,
    ToggleField,
    EditorPage,
    QueueRules,
    QueueWaitPanel,
  ],
  templateUrl: './queue-page.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QueuePage {
  readonly id = input.required<string>();
  private readonly api = inject(Api);
  private readonly deletion = inject(Deletion);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('queues.manage');
  protected readonly isNew = computed(() => this.id() === 'new');
  protected readonly form = queueForm();

  protected readonly agents = names<{ id: string; name: string; extension: string | null }>(
    '/agents',
    ({ name, extension }) => (extension ? `${name} · ${extension}` : name),
  );
  protected readonly groups = names<Group>('/groups', ({ name }) => name, this.session.may('groups.view'));
  protected readonly classifiers = names<Classifier>(
    '/classifiers',
    ({ name }) => name,
    this.session.may('classifiers.view'),
  );
  protected readonly strategies = (): Option<string>[] =>
    STRATEGIES.map((value) => ({
      value,
      label: this.vocabulary.word('strategies', value),
      hint: this.vocabulary.word('strategyHints', value),
    }));
  protected readonly recordOptions = () => this.vocabulary.options('queues.recordChoices', RECORD_RULES);

  readonly editor = editor<Queue>({
    form: this.form,
    load: () => (this.isNew() ? Promise.resolve(null) : this.api.get<Queue>(`/queues/${this.id()}`)),
    show: (queue) => {
      showQueue(this.form, queue);
      if (!this.mayManage) this.form.disable();
    },
    save: (version) => {
      const body = queueOf(this.form, version);
      return version === undefined
        ? this.api.post<Queue>('/queues', body)
        : this.api.patch<Queue>(`/queues/${this.id()}`, body);
    },
    saved: ({ id }, isNew) => {
      if (isNew) void this.router.navigateByUrl(`/queues/${id}`);
    },
  });

  protected delete(): void {
    void this.deletion.of(`/queues/${this.id()}`, {
      name: this.editor.entity()?.name ?? '',
      form: this.form,
      back: '/queues',
    });
  }
}
