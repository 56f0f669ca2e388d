import type { ElementRef } from '@angular/core';
import {
  ChangeDetectionStrategy,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  viewChild,
  type AfterViewInit,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { TranslocoDirective } from '@jsverse/transloco';
import type { DeskCall } from '#contracts';
import { agentLook } from '../../work/agents/agent-look';
import { Desk } from './desk';
import { TransferTargets, type TargetChoice } from './transfer-targets';

/** Search, arrows, Enter to consult first, Shift+Enter to send the caller at once. */
@Component({
  selector: 'app-transfer-panel',
  imports: [MatButtonModule, MatIconModule, MatTooltipModule, TranslocoDirective],
  providers: [TransferTargets],
  templateUrl: './transfer-panel.html',
  styleUrl: './transfer-panel.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TransferPanel implements AfterViewInit {
  readonly call = input.required<DeskCall>();
  readonly done = output();
  private readonly desk = inject(Desk);
  protected readonly targets = inject(TransferTargets);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');

  private readonly marked = signal(0);
  protected readonly index = computed(() => Math.min(this.marked(), this.targets.choices().length - 1));
  protected readonly mayTransfer = computed(() => this.call().actions.includes('transfer'));

  ngAfterViewInit(): void {
    this.field().nativeElement.focus();
  }

  protected look(choice: TargetChoice) {
    if (choice.target.kind === 'queue') return { tone: 'quiet', icon: 'queue' };
    if (choice.target.kind === 'voicemail') return { tone: 'quiet', icon: 'voicemail' };
    if (!choice.status) return { tone: 'quiet', icon: 'dialpad' };
    return agentLook({ status: choice.status, reason: null });
  }

  /** One talks to a person first, never to a queue or a voicemail box. */
  protected canConsult({ target }: TargetChoice): boolean {
    return target.kind !== 'queue' && target.kind !== 'voicemail' && this.call().actions.includes('consult');
  }

  protected search(text: string): void {
    this.targets.search.set(text);
    this.marked.set(0);
  }

  protected move(event: Event, by: number): void {
    event.preventDefault();
    this.marked.set(Math.min(this.targets.choices().length - 1, Math.max(0, this.index() + by)));
  }

  protected enter(event: Event): void {
    event.preventDefault();
    const choice = this.targets.choices()[this.index()];
    if (!choice) return;
    if ((event as KeyboardEvent).shiftKey || !this.canConsult(choice)) void this.transfer(choice);
    else void this.consult(choice);
  }

  protected async transfer({ target }: TargetChoice): Promise<void> {
    if (await this.desk.transfer(this.call(), target)) this.done.emit();
  }

  protected async consult({ target }: TargetChoice): Promise<void> {
    if (await this.desk.consult(this.call(), target)) this.done.emit();
  }
}
