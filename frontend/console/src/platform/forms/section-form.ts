import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Editor } from './editor';

/** A form inside a page: heading, fields (projected), what is wrong, save. */
@Component({
  selector: 'app-section-form',
  imports: [MatButtonModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <h2>{{ heading() }}</h2>
      @if (editor().state() === 'ready') {
        <form novalidate (submit)="$event.preventDefault(); editor().save()">
          <div class="fields"><ng-content /></div>
          <footer>
            @if (editor().problem()) {
              <p class="problem" role="alert">{{ editor().problem() }}</p>
            }
            <button matButton="filled" type="submit" [disabled]="editor().saving()">
              {{ saveLabel() || t('ui.save') }}
            </button>
          </footer>
        </form>
      } @else if (editor().state() === 'failed') {
        <p class="problem" role="alert">{{ editor().problem() }}</p>
      }
    </ng-container>
  `,
  styles: `
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
      gap: 12px 16px;
      padding-top: 8px;
    }
    footer {
      display: flex;
      gap: 12px;
      align-items: center;
      justify-content: flex-end;
      margin-top: 12px;
    }
    .problem {
      margin: 0;
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SectionForm {
  readonly heading = input.required<string>();
  readonly editor = input.required<Editor<{ readonly version: number }>>();
  /** What saving means, where the word alone does not say it. */
  readonly saveLabel = input('');
}
