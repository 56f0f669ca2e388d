import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective, TranslocoService } from '@jsverse/transloco';
import type { Skill, WhatIfChanges, WhatIfQueue } from '#contracts';
import { names } from '../../platform/forms/names';
import { Session } from '../../platform/identity/session';
import { Language } from '../../platform/language/language';

/** What is different in a run, in words. */
@Component({
  selector: 'app-what-if-changes',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t">
      <ul>
        @for (line of lines(); track $index) {
          <li>{{ line }}</li>
        } @empty {
          <li class="muted">{{ t('whatIf.noChanges') }}</li>
        }
      </ul>
    </ng-container>
  `,
  styles: `
    ul {
      margin: 0;
      padding-inline-start: 18px;
    }
    li.muted {
      list-style: none;
      margin-inline-start: -18px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class WhatIfChangesList {
  readonly changes = input.required<WhatIfChanges>();
  private readonly transloco = inject(TranslocoService);
  private readonly language = inject(Language);
  private readonly queues = names<{ id: string; name: string }>('/queues', ({ name }) => name);
  private readonly agents = names<{ id: string; name: string }>('/agents', ({ name }) => name);
  private readonly skills = names<Skill>('/skills', ({ name }) => name, inject(Session).has('sbr-pbr-queues'));

  protected readonly lines = computed(() => {
    // The words follow the language of the screen.
    void this.language.locale;
    const { removeAgentIds, addAgents, skills, queues } = this.changes();
    return [
      ...(removeAgentIds.length > 0 ? [this.say('saidWithout', { names: this.people(removeAgentIds) })] : []),
      ...addAgents.map(({ likeAgentId, count }) =>
        this.say('saidMore', { count, name: this.agents.nameOf(likeAgentId) }),
      ),
      ...skills.map(({ agentId, skillId, level }) =>
        this.say(level === 0 ? 'saidNoSkill' : 'saidSkill', {
          name: this.agents.nameOf(agentId),
          skill: this.skills.nameOf(skillId),
          level,
        }),
      ),
      ...queues.map((queue) => `${this.queues.nameOf(queue.queueId)}: ${this.ofQueue(queue).join('; ')}`),
    ];
  });

  private ofQueue(queue: WhatIfQueue): string[] {
    const { strategy, ranking, priority, slopePerSecond, addAgentIds, removeAgentIds, overflow } = queue;
    const translated = (key: string): string => this.transloco.translate(key);
    return [
      ...(strategy ? [translated(`strategies.${strategy}`)] : []),
      ...(ranking ? [translated(`queues.rankings.${ranking}`)] : []),
      ...(typeof priority === 'number' ? [this.say('saidPriority', { value: priority })] : []),
      ...(slopePerSecond === undefined ? [] : [this.say('saidSlope', { value: slopePerSecond })]),
      ...(addAgentIds.length > 0 ? [this.say('saidAlso', { names: this.people(addAgentIds) })] : []),
      ...(removeAgentIds.length > 0 ? [this.say('saidNoLonger', { names: this.people(removeAgentIds) })] : []),
      ...(overflow ? [this.say('saidOverflow', { count: overflow.length })] : []),
    ];
  }

  private people = (ids: readonly string[]): string => ids.map((id) => this.agents.nameOf(id)).join(', ');
  private say = (key: string, params: Record<string, unknown>): string =>
    this.transloco.translate(`whatIf.${key}`, params);
}
