import { aRecorded } from '../../../../testing/builders';
import { causeOf, notificationsOf } from './notify';

describe('Notifications', () => {
  it('tell the agent and the supervisors of a missed offer of a queue', () => {
    const event = aRecorded(
      { type: 'AgentOfferMissed', data: { kind: 'queue', cause: 'no-answer', subjectId: 'c1' } },
      { stream: 'agent-a1' },
    );
    expect(notificationsOf(event).map(({ to }) => to)).toEqual([{ userId: 'a1' }, { permission: 'live.view' }]);
    expect(notificationsOf(event).map(({ about }) => about)).toEqual([undefined, 'a1']);
  });

  it.each([
    [{ level: 80, before: 0 }, 'warning'],
    [{ level: 95, before: 90 }, 'critical'],
  ])('tell of a disk that fills up: %o', (data, severity) => {
    const event = aRecorded({ type: 'DiskThresholdCrossed', data });
    expect(notificationsOf(event)).toMatchObject([
      { to: { permission: 'system.view' }, severity, code: 'disk-threshold', params: { percent: data.level } },
    ]);
  });

  it('say nothing of a disk that has room again', () => {
    expect(notificationsOf(aRecorded({ type: 'DiskThresholdCrossed', data: { level: 0, before: 80 } }))).toEqual([]);
  });

  it('tell who sees the Order that its licences do not suffice, and who manages jobs that one died', () => {
    const exhausted = aRecorded({ type: 'LicencesExhausted', data: { limit: 12 } });
    expect(notificationsOf(exhausted)).toMatchObject([
      { to: { permission: 'order.view' }, code: 'licence-refused', params: { limit: '12' } },
    ]);
    const died = aRecorded({ type: 'JobDied', data: { queue: 'mail', id: 'x', attempts: 5, error: 'no' } });
    expect(notificationsOf(died)).toMatchObject([
      { to: { permission: 'jobs.manage' }, severity: 'critical', code: 'job-died', params: { queue: 'mail' } },
    ]);
  });

  it('are the same cause for the same addressee, code and subject', () => {
    const causes = (trunk: string) =>
      notificationsOf(aRecorded({ type: 'TrunkStateChanged', data: { state: 'down', trunk } })).map(causeOf);
    expect(causes('pl-1')).toEqual(causes('pl-1'));
    expect(causes('pl-1')).not.toEqual(causes('pl-2'));
    const missed = aRecorded({ type: 'AgentOfferMissed', data: { kind: 'queue' } }, { stream: 'agent-a1' });
    expect(new Set(notificationsOf(missed).map(causeOf)).size).toBe(2);
  });

  it('say nothing of a colleague who did not take a call made to him, or of a trunk that came back', () => {
    expect(notificationsOf(aRecorded({ type: 'AgentOfferMissed', data: { kind: 'direct' } }))).toEqual([]);
    expect(notificationsOf(aRecorded({ type: 'TrunkStateChanged', data: { state: 'up' } }))).toEqual([]);
  });
});
