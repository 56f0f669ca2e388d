import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';
import type { FlowDocument, Group } from '#contracts';
import type { Option } from '../../../../../ui';
import { names } from '../../../platform/forms/names';
import { Session } from '../../../platform/identity/session';
import { Toasts } from '../../../platform/look/toasts';
import { FlowDraft } from '../flow-draft';
import { FlowRoutes } from '../flow-routes';
import { FlowWords } from '../flow-words';
import { variableIssues } from '../graph/node-issues';
import { PairsField, type Pair } from '../inspector/pairs-field';
import { PlainSelect } from '../inspector/plain-select';
import { PlainText } from '../inspector/plain-text';

const LANGUAGE_CODES = ['pl', 'en', 'uk', 'de', 'cs', 'sk', 'fr', 'es', 'it', 'ru', 'lt'];

/** What belongs to the flow as a whole: its name, the language calls begin in, its variables, whose it is. */
@Component({
  selector: 'app-settings-panel',
  imports: [MatButtonModule, TranslocoDirective, PairsField, PlainSelect, PlainText],
  template: `
    <ng-container *transloco="let t">
      @let off = draft.readOnly();
      <app-plain-text [label]="t('ivr.name')" [value]="name()" [disabled]="off" (changed)="typed.set($event)" />
      @if (!off && name() !== draft.flow()?.name) {
        <button matButton="tonal" type="button" [disabled]="name().trim() === ''" (click)="rename()">
          {{ t('ivr.rename') }}
        </button>
      }
      <app-plain-select
        [label]="t('ivr.startLanguage')"
        [hint]="t('ivr.startLanguageHint')"
        [value]="draft.document().language"
        [options]="languages()"
        [disabled]="off"
        (changed)="put({ language: $event })"
      />
      <app-pairs-field
        [label]="t('ivr.variables')"
        [left]="t('ivr.variable')"
        [right]="t('ivr.initial')"
        [empty]="t('ivr.noVariables')"
        [value]="variables()"
        fresh="variable"
        path="variables"
        [fields]="['name', 'initial']"
        [issues]="issues()"
        [disabled]="off"
        (changed)="put({ variables: declared($event) })"
      />
      @if (groups.all().length > 0) {
        <fieldset [disabled]="off">
          <legend>{{ t('ivr.groups') }}</legend>
          @for (group of groups.all(); track group.id) {
            <label>
              <input type="checkbox" [checked]="isOf(group.id)" (change)="toggle(group.id)" />
              {{ group.name }}
            </label>
          }
          <p class="muted">{{ t('ivr.groupsHint') }}</p>
        </fieldset>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      align-content: start;
      gap: 14px;
      padding: 14px 16px;
    }
    button {
      justify-self: start;
    }
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      margin-bottom: 6px;
      font-size: 12px;
      font-weight: 600;
      color: var(--cc-muted);
    }
    label {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 32px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SettingsPanel {
  protected readonly draft = inject(FlowDraft);
  private readonly routes = inject(FlowRoutes);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(FlowWords);
  protected readonly groups = names<Group>('/groups', ({ name }) => name, inject(Session).may('groups.view'));
  protected readonly typed = signal<string | null>(null);
  protected readonly name = computed(() => this.typed() ?? this.draft.flow()?.name ?? '');
  protected readonly variables = computed(() =>
    this.draft.document().variables.map(({ name, initial }): Pair => [name, initial]),
  );
  protected readonly issues = computed(() => variableIssues(this.draft.document()));
  protected readonly languages = computed<Option<string>[]>(() =>
    [...new Set([...LANGUAGE_CODES, this.draft.document().language])].map((value) => ({
      value,
      label: this.words.language(value),
    })),
  );

  protected put(change: Partial<FlowDocument>): void {
    this.draft.change((document) => ({ ...document, ...change }), Object.keys(change).join());
  }

  protected declared(pairs: readonly Pair[]): FlowDocument['variables'] {
    return pairs.map(([name, initial]) => ({ name, initial }));
  }

  protected isOf(groupId: string): boolean {
    return this.draft.flow()?.groupIds.includes(groupId) ?? false;
  }

  protected async rename(): Promise<void> {
    if (await this.store({ name: this.name().trim() })) this.typed.set(null);
  }

  protected async toggle(groupId: string): Promise<void> {
    const before = this.draft.flow()?.groupIds ?? [];
    const groupIds = this.isOf(groupId) ? before.filter((id) => id !== groupId) : [...before, groupId];
    await this.store({ groupIds });
  }

  private store(change: { name?: string; groupIds?: string[] }): Promise<boolean> {
    return this.toasts.try(async () => {
      const flow = this.draft.flow();
      if (!flow) return;
      const { name, groupIds, version } = await this.routes.rename(flow.id, { ...change, version: flow.version });
      this.draft.patch({ name, groupIds, version });
    }, 'ui.saved');
  }
}
