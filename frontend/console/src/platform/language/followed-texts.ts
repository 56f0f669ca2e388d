import { Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';

/**
 * Texts that are put together outside templates (options, labels of charts) follow a change of language too: whoever computes from
 * them computes again.
 */
@Injectable()
export class FollowedTexts extends TranslocoService {
  override getActiveLang(): string {
    return this.activeLang();
  }
}
