import { inject, Pipe, type PipeTransform } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { NodeIssue } from '../graph/node-issues';

/** What is wrong with a field, in words; empty when nothing is. Impure, because the language changes at run time. */
@Pipe({ name: 'issueText', pure: false })
export class IssueTextPipe implements PipeTransform {
  private readonly transloco = inject(TranslocoService);

  transform(issues: readonly NodeIssue[], field: string): string {
    const issue = issues.find((each) => each.field === field);
    if (!issue) return '';
    const key = `rules.${issue.rule}`;
    const text = this.transloco.translate<string>(key, issue.params);
    return text === key ? this.transloco.translate('rules.invalid') : text;
  }
}
