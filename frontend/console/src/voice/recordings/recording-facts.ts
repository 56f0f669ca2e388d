import { ChangeDetectionStrategy, Component, computed, inject, input, output, resource } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RecordingDetail, RecordingGroup } from '#contracts';
import { Api } from '../../platform/http/api';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';
import { Toasts } from '../../platform/look/toasts';
import { InstantPipe } from '../../platform/time/format-pipes';
import { bytesText } from '../../platform/time/formats';

/** Tags, groups, and what the recording is. */
@Component({
  selector: 'app-recording-facts',
  imports: [MatButtonModule, MatIconModule, TranslocoDirective, InstantPipe],
  templateUrl: './recording-facts.html',
  styleUrl: './recording-facts.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class RecordingFacts {
  readonly recording = input.required<RecordingDetail>();
  readonly changed = output<RecordingDetail>();
  private readonly api = inject(Api);
  private readonly toasts = inject(Toasts);
  private readonly language = inject(Language);
  protected readonly mayWrite = inject(Session).may('recordings.annotate');
  private readonly groups = resource({
    params: () => (this.mayWrite ? true : undefined),
    loader: () => this.api.all<RecordingGroup>('/recording-groups').catch((): RecordingGroup[] => []),
  });
  private readonly tags = resource({
    loader: () => this.api.get<string[]>('/recordings/tags').catch((): string[] => []),
  });
  protected readonly knownTags = computed(() => this.tags.value() ?? []);
  /** Those that it is not in yet. */
  protected readonly otherGroups = computed(() => {
    const mine = new Set(this.recording().groups.map(({ id }) => id));
    return (this.groups.value() ?? []).filter(({ id }) => !mine.has(id));
  });

  protected bytes(count: number): string {
    return bytesText(count, this.language.locale);
  }

  protected addTag(field: HTMLInputElement): void {
    const tag = field.value.trim().toLowerCase();
    field.value = '';
    if (tag !== '') this.setTags([...new Set([...this.recording().tags, tag])]);
  }

  protected removeTag(tag: string): void {
    this.setTags(this.recording().tags.filter((each) => each !== tag));
  }

  /** Into a group that is there, or into a new one of this name. */
  protected addGroup(field: HTMLInputElement): void {
    const name = field.value.trim();
    field.value = '';
    if (name === '') return;
    const wanted = name.toLowerCase();
    void this.change(async () => {
      const known = (this.groups.value() ?? []).find((group) => group.name.toLowerCase() === wanted);
      const group = known ?? (await this.api.post<RecordingGroup>('/recording-groups', { name }));
      if (!known) this.groups.reload();
      return this.api.put<RecordingDetail>(`/recordings/${this.recording().id}/groups/${group.id}`, {});
    });
  }

  protected leaveGroup(id: string): void {
    void this.change(() => this.api.delete(`/recordings/${this.recording().id}/groups/${id}`));
  }

  private setTags(tags: readonly string[]): void {
    void this.change(() => this.api.put(`/recordings/${this.recording().id}/tags`, { tags }));
  }

  private change(work: () => Promise<RecordingDetail>): Promise<boolean> {
    return this.toasts.try(async () => this.changed.emit(await work()));
  }
}
