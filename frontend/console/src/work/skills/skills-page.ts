import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Skill } from '#contracts';
import type { ListColumn } from '../../../../ui';
import { Session } from '../../platform/identity/session';
import { listSource } from '../../platform/lists/list-source';
import { SourceList } from '../../platform/lists/source-list';

/** What agents can do: by name, with how many hold it and how many queues ask for it. */
@Component({
  selector: 'app-skills-page',
  imports: [TranslocoDirective, SourceList],
  template: `
    <app-source-list
      *transloco="let t"
      [title]="t('nav.skills')"
      [newLink]="mayManage ? '/skills/new' : null"
      [newLabel]="t('skills.new')"
      [source]="source"
      [columns]="columns"
      [link]="link"
      [emptyTitle]="t('skills.empty')"
      [emptyHint]="t('skills.emptyHint')"
    />
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SkillsPage {
  protected readonly mayManage = inject(Session).may('queues.manage');
  protected readonly source = listSource<Skill>({ path: '/skills', sort: 'name' });
  protected readonly columns: readonly ListColumn<Skill>[] = [
    { key: 'name', label: 'skills.name', sort: 'name', text: ({ name }) => name },
    { key: 'agents', label: 'skills.agents', numeric: true, text: ({ agents }) => agents },
    { key: 'queues', label: 'skills.queues', numeric: true, text: ({ queues }) => queues },
  ];
  protected link = ({ id }: Skill): string => `/skills/${id}`;
}
