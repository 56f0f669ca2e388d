import {
  ChangeDetectionStrategy,
  Component,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
  type ElementRef,
} from '@angular/core';
import type { FormControl } from '@angular/forms';
import { MatButtonModule } from '@angular/material/button';
import { MatDialog } from '@angular/material/dialog';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import { Editor, Node } from '@tiptap/core';
import { ListItem } from '@tiptap/extension-list';
import StarterKit from '@tiptap/starter-kit';
import { firstValueFrom } from 'rxjs';
import type { RichText, ScriptPicture } from '#contracts';
import { Api } from '../../platform/http/api';
import type { IconName } from '../../platform/look/icons';
import { Toasts } from '../../platform/look/toasts';
import { LinkDialog } from './link-dialog';

interface Tool {
  readonly name: string;
  readonly icon: IconName;
  readonly mark: string;
  readonly attributes?: { readonly level: number };
  run(editor: Editor): void;
}

const TOOLS: readonly Tool[] = [
  { name: 'bold', icon: 'format-bold', mark: 'bold', run: (editor) => editor.chain().focus().toggleBold().run() },
  {
    name: 'italic',
    icon: 'format-italic',
    mark: 'italic',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    name: 'underline',
    icon: 'format-underline',
    mark: 'underline',
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    name: 'heading2',
    icon: 'heading-large',
    mark: 'heading',
    attributes: { level: 2 },
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
  },
  {
    name: 'heading3',
    icon: 'heading-small',
    mark: 'heading',
    attributes: { level: 3 },
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
  },
  {
    name: 'bullets',
    icon: 'format-bullets',
    mark: 'bulletList',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'numbers',
    icon: 'format-numbers',
    mark: 'orderedList',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
];

/** Lists of one level: that is what desks show. */
const FlatItem = ListItem.extend({ content: 'paragraph+' });

const pictureNode = (load: (id: string) => Promise<Blob>) =>
  Node.create({
    name: 'picture',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({ id: { default: '' }, alt: { default: '' } }),
    renderHTML: ({ node }) => ['img', { alt: String(node.attrs['alt']) }],
    addNodeView:
      () =>
      ({ node }) => {
        const dom = document.createElement('img');
        dom.alt = String(node.attrs['alt']);
        void load(String(node.attrs['id'])).then((blob) => (dom.src = URL.createObjectURL(blob)));
        return { dom, destroy: () => URL.revokeObjectURL(dom.src) };
      },
  });

/** Text with formatting, links, pictures and variables; what it writes is the format that desks show and no more. */
@Component({
  selector: 'app-rich-text-editor',
  imports: [MatButtonModule, MatIconModule, MatTooltipModule, TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <span class="label">{{ label() }}</span>
      <div class="tools" role="toolbar" [attr.aria-label]="t('scripts.formatting')">
        @for (tool of tools; track tool.name) {
          <button
            matIconButton
            type="button"
            [class.on]="active().has(tool.name)"
            [attr.aria-pressed]="active().has(tool.name)"
            [attr.aria-label]="t('scripts.tools.' + tool.name)"
            [matTooltip]="t('scripts.tools.' + tool.name)"
            [disabled]="control().disabled"
            (click)="press(tool)"
          >
            <mat-icon [svgIcon]="tool.icon" />
          </button>
        }
        <button
          matIconButton
          type="button"
          [class.on]="active().has('link')"
          [attr.aria-label]="t('scripts.tools.link')"
          [matTooltip]="t('scripts.tools.link')"
          [disabled]="control().disabled"
          (click)="link()"
        >
          <mat-icon svgIcon="link" />
        </button>
        <button
          matIconButton
          type="button"
          [attr.aria-label]="t('scripts.tools.picture')"
          [matTooltip]="t(scriptId() ? 'scripts.tools.picture' : 'scripts.pictureAfterSaving')"
          [disabled]="control().disabled || !scriptId()"
          (click)="file.click()"
        >
          <mat-icon svgIcon="picture" />
        </button>
        <input
          #file
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp,image/gif"
          [attr.aria-label]="t('scripts.tools.picture')"
          (change)="picture(file)"
        />
        <select
          #chosen
          [attr.aria-label]="t('scripts.tools.variable')"
          [disabled]="control().disabled"
          (change)="variable(chosen)"
        >
          <option value="">{{ t('scripts.tools.variable') }}</option>
          @for (name of variables; track name) {
            <option [value]="name">{{ t('scripts.variables.' + name) }}</option>
          }
        </select>
      </div>
      <div #host class="text"></div>
    </ng-container>
  `,
  styleUrl: './rich-text-editor.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RichTextEditor {
  readonly control = input.required<FormControl<RichText>>();
  readonly label = input.required<string>();
  /** Where pictures belong; null: the script was not saved yet. */
  readonly scriptId = input<string | null>(null);
  private readonly api = inject(Api);
  private readonly dialog = inject(MatDialog);
  private readonly toasts = inject(Toasts);
  private readonly host = viewChild<ElementRef<HTMLElement>>('host');
  protected readonly tools = TOOLS;
  protected readonly variables = [
    'contact.firstName',
    'contact.lastName',
    'contact.company',
    'call.number',
    'call.queue',
    'agent.name',
  ];
  protected readonly active = signal<ReadonlySet<string>>(new Set());
  private readonly editor = signal<Editor | null>(null);

  constructor() {
    // A form that was saved has new controls.
    effect((cleanUp) => {
      const [host, control] = [this.host()?.nativeElement, this.control()];
      if (!host) return;
      const editor = untracked(() => this.begin(host, control));
      this.editor.set(editor);
      cleanUp(() => editor.destroy());
    });
  }

  private begin(element: HTMLElement, control: FormControl<RichText>): Editor {
    return new Editor({
      element,
      editable: control.enabled,
      content: control.value,
      editorProps: { attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': this.label() } },
      extensions: [
        StarterKit.configure({
          heading: { levels: [2, 3] },
          blockquote: false,
          code: false,
          codeBlock: false,
          strike: false,
          listItem: false,
          trailingNode: false,
          link: { openOnClick: false, autolink: false, linkOnPaste: false },
        }),
        FlatItem,
        pictureNode((id) => this.api.blob(`/script-pictures/${id}`)),
      ],
      onUpdate: ({ editor }) => {
        control.setValue(editor.getJSON() as RichText);
        control.markAsDirty();
      },
      onTransaction: ({ editor }) => this.active.set(activeIn(editor)),
    });
  }

  protected press(tool: Tool): void {
    const editor = this.editor();
    if (editor) tool.run(editor);
  }

  protected async link(): Promise<void> {
    const editor = this.editor();
    if (!editor) return;
    const before = (editor.getAttributes('link') as { href?: string }).href ?? '';
    const opened = this.dialog.open<LinkDialog, string, string>(LinkDialog, { data: before, width: '480px' });
    const href = await firstValueFrom(opened.afterClosed());
    if (href === undefined) return;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (href === '') chain.unsetLink().run();
    else if (editor.state.selection.empty && before === '')
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
    else chain.setLink({ href }).run();
  }

  protected async picture(chosen: HTMLInputElement): Promise<void> {
    const [file] = chosen.files ?? [];
    chosen.value = '';
    if (!file) return;
    await this.toasts.try(async () => {
      const { id } = await this.api.post<ScriptPicture>(`/scripts/${this.scriptId()}/pictures`, file);
      const alt = file.name.replace(/\.[^.]+$/, '');
      this.editor()?.chain().focus().insertContent({ type: 'picture', attrs: { id, alt } }).run();
    });
  }

  protected variable(chosen: HTMLSelectElement): void {
    if (chosen.value !== '') this.editor()?.chain().focus().insertContent(`{{${chosen.value}}}`).run();
    chosen.value = '';
  }
}

const activeIn = (editor: Editor): ReadonlySet<string> =>
  new Set([
    ...TOOLS.filter(({ mark, attributes }) => editor.isActive(mark, attributes)).map(({ name }) => name),
    ...(editor.isActive('link') ? ['link'] : []),
  ]);
