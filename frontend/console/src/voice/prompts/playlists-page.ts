import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Playlist, PromptName } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';
import { InstantPipe } from '../../platform/time/format-pipes';

@Component({
  selector: 'app-playlists-page',
  imports: [TranslocoDirective, Cell, SourceList, InstantPipe],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.playlists')"
      [newLink]="mayEdit ? '/playlists/new' : null"
      [newLabel]="t('playlists.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('playlists.empty')"
      [emptyHint]="t('playlists.emptyHint')"
    >
      <ng-template uiCell="prompts" [uiCellOf]="source.rows()" let-playlist>{{ contents(playlist) }}</ng-template>
      <ng-template uiCell="updatedAt" [uiCellOf]="source.rows()" let-playlist>
        {{ playlist.updatedAt | instant }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlaylistsPage {
  protected readonly mayEdit = inject(Session).may('prompts.manage');
  private readonly prompts = names<PromptName>('/prompts/names', ({ name }) => name);
  protected readonly source = listSource<Playlist>({ path: '/playlists', sort: 'name' });
  protected readonly columns: readonly ListColumn<Playlist>[] = [
    { key: 'name', label: 'playlists.name', sort: 'name', text: ({ name }) => name },
    { key: 'prompts', label: 'playlists.prompts' },
    { key: 'updatedAt', label: 'prompts.updatedAt', sort: 'updatedAt', minor: true },
  ];

  protected link = ({ id }: Playlist): string => `/playlists/${id}`;

  protected contents({ promptIds }: Playlist): string {
    return promptIds.map((id) => this.prompts.nameOf(id)).join(' → ');
  }
}
