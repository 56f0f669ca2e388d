import { ChangeDetectionStrategy, Component, input } from '@angular/core';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Smaller, after the value. */
  readonly note?: string;
  readonly tone?: 'ok' | 'warn' | 'bad';
}

/** The few numbers that a page begins with. */
@Component({
  selector: 'ui-figures',
  template: `
    <dl class="tabular" [attr.aria-label]="label()">
      @for (figure of figures(); track figure.label) {
        <div class="card">
          <dt>{{ figure.label }}</dt>
          <dd [class]="figure.tone">
            {{ figure.value }}
            @if (figure.note) {
              <small class="muted">{{ figure.note }}</small>
            }
          </dd>
        </div>
      }
    </dl>
  `,
  styles: `
    dl {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(130px, 1fr));
      gap: 12px;
      margin: 0 0 16px;
    }
    .card {
      display: grid;
      align-content: space-between;
      padding: 10px 16px;
    }
    dt {
      font-size: 12px;
      line-height: 16px;
      color: var(--cc-muted);
    }
    dd {
      margin: 4px 0 0;
      font-size: 24px;
      line-height: 32px;
      font-weight: 600;
    }
    small {
      font-size: 14px;
      font-weight: 400;
    }
    .ok {
      color: var(--cc-ok);
    }
    .warn {
      color: var(--cc-warn);
    }
    .bad {
      color: var(--cc-bad);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Figures {
  readonly figures = input.required<readonly Figure[]>();
  readonly label = input<string>();
}
