import { startWhatIfSchema, type WhatIfRunDetail } from '#contracts';
import { queueChangeRow, showRun, startOf, whatIfForm } from './what-if-form';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

describe('form of a run of a past period', () => {
  it('begins with yesterday, midnight to midnight', () => {
    const form = whatIfForm(new Date(2026, 10, 23, 15, 30));
    expect(form.getRawValue()).toMatchObject({ from: '2026-11-22T00:00', to: '2026-11-23T00:00' });
  });

  it('leaves out what stays as it was', () => {
    const form = whatIfForm();
    form.patchValue({ name: 'Próba', queueIds: [id(1)] });
    form.controls.queues.push(queueChangeRow({ queueId: id(1), addAgentIds: [id(2)], removeAgentIds: [] }));
    form.controls.queues.at(0).controls.priority.setValue('' as unknown as null);
    const start = startOf(form);
    expect(start.changes.queues).toEqual([{ queueId: id(1), addAgentIds: [id(2)], removeAgentIds: [] }]);
    expect(startWhatIfSchema.parse(start)).toEqual(start);
  });

  it('gives back the run that it was shown', () => {
    const run = {
      name: 'Poniedziałek',
      from: '2026-11-23T07:00:00.000Z',
      to: '2026-11-23T15:00:00.000Z',
      queueIds: [id(1)],
      changes: {
        removeAgentIds: [id(3)],
        addAgents: [{ likeAgentId: id(4), count: 2 }],
        skills: [{ agentId: id(4), skillId: id(5), level: 0 }],
        queues: [
          {
            queueId: id(1),
            strategy: 'random' as const,
            priority: 0,
            addAgentIds: [],
            removeAgentIds: [],
            overflow: [
              { when: 'waiting-count' as const, threshold: 5, to: { kind: 'queue' as const, queueId: id(6) } },
            ],
          },
        ],
      },
    };
    const form = whatIfForm();
    showRun(form, run as unknown as WhatIfRunDetail);
    expect(startOf(form)).toEqual(run);
  });

  it('refuses an end that is not after the beginning', () => {
    const form = whatIfForm();
    form.patchValue({ name: 'Próba', queueIds: [id(1)], from: '2026-11-23T08:00', to: '2026-11-23T08:00' });
    form.controls.to.updateValueAndValidity();
    expect(form.controls.to.invalid).toBe(true);
  });
});
