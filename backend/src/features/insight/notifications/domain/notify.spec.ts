import { aRecorded } from '../../../../testing/builders';
import { notificationsOf } from './notify';

describe('Notifications', () => {
  it('tell the agent and the supervisors of a missed offer of a queue', () => {
    const event = aRecorded(
      { type: 'AgentOfferMissed', data: { kind: 'queue', cause: 'no-answer', subjectId: 'c1' } },
      { stream: 'agent-a1' },
    );
    expect(notificationsOf(event).map(({ to }) => to)).toEqual([{ userId: 'a1' }, { permission: 'live.view' }]);
  });

  it('say nothing of a colleague who did not take a call made to him, or of a trunk that came back', () => {
    expect(notificationsOf(aRecorded({ type: 'AgentOfferMissed', data: { kind: 'direct' } }))).toEqual([]);
    expect(notificationsOf(aRecorded({ type: 'TrunkStateChanged', data: { state: 'up' } }))).toEqual([]);
  });
});
