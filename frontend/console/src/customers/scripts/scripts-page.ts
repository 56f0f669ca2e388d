import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ScriptListItem } from '#contracts';
import { Cell, FilterSelect, type ListColumn, type Option } from '../../../../ui';
import { DocumentState } from '../../platform/documents/document-state';
import { names, type Named } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Vocabulary } from '../../platform/language/vocabulary';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

/** All scripts: whether desks show them, and where. */
@Component({
  selector: 'app-scripts-page',
  imports: [TranslocoDirective, Cell, FilterSelect, DocumentState, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.scripts')"
      [newLink]="mayManage ? '/scripts/new' : null"
      [newLabel]="t('scripts.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('scripts.empty')"
      [emptyHint]="t('scripts.emptyHint')"
    >
      <ui-filter-select
        filters
        [label]="t('documents.state')"
        [options]="states()"
        [value]="source.filter('published')"
        (changed)="source.setFilter('published', $event)"
      />
      <ng-template uiCell="state" [uiCellOf]="source.rows()" let-script
        ><app-document-state [of]="script"
      /></ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-script>{{
        script.updatedAt | instant
      }}</ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ScriptsPage {
  private readonly session = inject(Session);
  private readonly vocabulary = inject(Vocabulary);
  protected readonly mayManage = this.session.may('scripts.manage');
  private readonly queues = names<Named>('/queues/names', ({ name }) => name);
  private readonly campaigns = names<Named>('/campaigns', ({ name }) => name, this.session.may('campaigns.view'));
  protected readonly source = listSource<ScriptListItem>({ path: '/scripts', sort: 'name', filters: ['published'] });
  protected readonly columns: readonly ListColumn<ScriptListItem>[] = [
    { key: 'name', label: 'scripts.name', sort: 'name', text: ({ name }) => name },
    { key: 'state', label: 'documents.state' },
    {
      key: 'places',
      label: 'scripts.places',
      text: ({ queueIds, campaignIds }) =>
        [...queueIds.map((id) => this.queues.nameOf(id)), ...campaignIds.map((id) => this.campaigns.nameOf(id))].join(
          ', ',
        ) || '–',
    },
    { key: 'updatedAt', label: 'scripts.updated', sort: 'updatedAt', minor: true },
  ];
  protected link = ({ id }: ScriptListItem): string => `/scripts/${id}`;
  protected readonly states = (): Option<string>[] => [
    { value: 'true', label: this.vocabulary.word('documents', 'published') },
    { value: 'false', label: this.vocabulary.word('documents', 'notPublished') },
  ];
}
