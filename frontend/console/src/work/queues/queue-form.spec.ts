import { saveQueueSchema } from '#contracts';
import { queueForm, queueOf, showQueue } from './queue-form';

describe('queue form', () => {
  it('begins with what the API would choose itself', () => {
    const form = queueForm();
    form.controls.name.setValue('Sprzedaż');
    expect(queueOf(form, undefined)).toEqual(saveQueueSchema.parse({ name: 'Sprzedaż' }));
  });
  it('gives back what it was shown, rules included', () => {
    const skillId = '00000000-0000-4000-8000-000000000001';
    const queue = {
      ...saveQueueSchema.parse({
        name: 'Niemiecka',
        skills: [{ skillId, level: 7 }],
        rings: [{ afterSeconds: 30, lowerBy: 2 }],
        slopes: [{ afterSeconds: 60, slopePerSecond: 5 }],
        hours: {
          openings: [{ weekday: 1, from: '08:00', to: '16:00' }],
          closedOnHolidays: true,
          daysOff: ['2026-12-31'],
        },
        overflow: [
          { when: 'closed', threshold: null, to: { kind: 'hang-up', message: 'Zapraszamy jutro.' } },
          { when: 'waiting-count', threshold: 9, to: { kind: 'queue', queueId: skillId } },
        ],
      }),
      id: skillId,
      version: 3,
    };
    const form = queueForm();
    showQueue(form, queue);
    showQueue(form, queue);
    const { id, ...saved } = queue;
    expect(id).toBe(skillId);
    expect(queueOf(form, 3)).toEqual(saved);
  });
  it('treats an emptied limit as no limit', () => {
    const form = queueForm();
    form.controls.maxWaitSeconds.setValue('' as unknown as null);
    expect(queueOf(form, 3)).toMatchObject({ maxWaitSeconds: null, version: 3 });
  });
  it.each([
    ['offerTimeoutSeconds', 4],
    ['offerTimeoutSeconds', 121],
    ['wrapUpSeconds', -1],
    ['announceEverySeconds', 9],
    ['serviceLevelSeconds', 0],
  ] as const)('refuses %s = %p as the API would', (field, value) => {
    const form = queueForm();
    form.controls.name.setValue('Sprzedaż');
    form.controls[field].setValue(value);
    expect(form.invalid).toBe(true);
    expect(saveQueueSchema.safeParse(queueOf(form, undefined)).success).toBe(false);
  });
});
