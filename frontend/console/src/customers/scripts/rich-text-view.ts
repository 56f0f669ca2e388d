import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import type { RichInline, RichText } from '#contracts';
import { ScriptPicture } from './script-picture';

const markOf = <Type extends 'bold' | 'italic' | 'underline' | 'link'>(inline: RichInline, type: Type) =>
  inline.type === 'text' ? inline.marks?.find((mark) => mark.type === type) : undefined;

/** Formatted text, node by node: nothing in it can be anything but text, a picture of ours, or an address that was checked. */
@Component({
  selector: 'app-rich-text',
  imports: [NgTemplateOutlet, ScriptPicture],
  template: `
    @for (block of text().content; track $index) {
      @switch (block.type) {
        @case ('paragraph') {
          <p><ng-container *ngTemplateOutlet="line; context: { $implicit: block.content }" /></p>
        }
        @case ('heading') {
          @if (block.attrs.level === 2) {
            <h3><ng-container *ngTemplateOutlet="line; context: { $implicit: block.content }" /></h3>
          } @else {
            <h4><ng-container *ngTemplateOutlet="line; context: { $implicit: block.content }" /></h4>
          }
        }
        @case ('bulletList') {
          <ul>
            @for (item of block.content; track $index) {
              <li>
                @for (each of item.content; track $index) {
                  <p><ng-container *ngTemplateOutlet="line; context: { $implicit: each.content }" /></p>
                }
              </li>
            }
          </ul>
        }
        @case ('orderedList') {
          <ol>
            @for (item of block.content; track $index) {
              <li>
                @for (each of item.content; track $index) {
                  <p><ng-container *ngTemplateOutlet="line; context: { $implicit: each.content }" /></p>
                }
              </li>
            }
          </ol>
        }
        @case ('horizontalRule') {
          <hr />
        }
        @case ('picture') {
          <app-script-picture [pictureId]="block.attrs.id" [alt]="block.attrs.alt" />
        }
      }
    }
    <ng-template #line let-inlines>
      @for (inline of inlines; track $index) {
        @if (inline.type === 'hardBreak') {
          <br />
        } @else if (address(inline); as href) {
          <a
            [href]="href"
            target="_blank"
            rel="noopener noreferrer"
            [class.bold]="mark(inline, 'bold')"
            [class.italic]="mark(inline, 'italic')"
            >{{ inline.text }}</a
          >
        } @else {
          <span
            [class.bold]="mark(inline, 'bold')"
            [class.italic]="mark(inline, 'italic')"
            [class.underline]="mark(inline, 'underline')"
            >{{ inline.text }}</span
          >
        }
      }
    </ng-template>
  `,
  styles: `
    :host {
      display: block;
      overflow-wrap: anywhere;
    }
    p,
    ul,
    ol {
      margin: 0 0 8px;
    }
    li p {
      margin: 0;
    }
    h3 {
      margin: 8px 0 4px;
      font-size: 17px;
    }
    h4 {
      margin: 8px 0 4px;
      font-size: 15px;
    }
    .bold {
      font-weight: 700;
    }
    .italic {
      font-style: italic;
    }
    .underline {
      text-decoration: underline;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RichTextView {
  readonly text = input.required<RichText>();
  protected readonly mark = markOf;

  protected address(inline: RichInline): string | null {
    const link = markOf(inline, 'link');
    return link?.type === 'link' ? link.attrs.href : null;
  }
}
