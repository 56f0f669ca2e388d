import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { VoicemailBox } from '#contracts';
import { Cell, type ListColumn } from '../../../../ui';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

@Component({
  selector: 'app-voicemail-boxes-page',
  imports: [TranslocoDirective, Cell, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.voicemailBoxes')"
      newLink="/voicemail-boxes/new"
      [newLabel]="t('voicemailBoxes.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('voicemailBoxes.empty')"
      [emptyHint]="t('voicemailBoxes.emptyHint')"
      [exportable]="false"
    >
      <ng-template uiCell="owner" [uiCellOf]="source.rows()" let-box>
        {{ box.ownerName ?? t('voicemailBoxes.nobody') }}
      </ng-template>
    </app-source-list>
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class VoicemailBoxesPage {
  protected readonly source = listSource<VoicemailBox>({ path: '/voicemail/boxes', sort: 'name' });
  protected readonly columns: readonly ListColumn<VoicemailBox>[] = [
    { key: 'name', label: 'voicemailBoxes.name', sort: 'name', text: ({ name }) => name },
    { key: 'owner', label: 'voicemailBoxes.owner' },
    { key: 'waiting', label: 'voicemailBoxes.waiting', numeric: true, text: ({ waiting }) => String(waiting) },
  ];

  protected link = ({ id }: VoicemailBox): string => `/voicemail-boxes/${id}`;
}
