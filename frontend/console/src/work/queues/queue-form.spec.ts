import { saveQueueSchema } from '#contracts';
import { queueForm, queueOf } from './queue-form';

describe('queue form', () => {
  it('begins with what the API would choose itself', () => {
    const form = queueForm();
    form.controls.name.setValue('Sprzedaż');
    expect(queueOf(form, undefined)).toEqual(saveQueueSchema.parse({ name: 'Sprzedaż' }));
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
