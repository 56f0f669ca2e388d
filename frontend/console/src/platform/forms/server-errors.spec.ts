import { FormArray, FormControl, FormGroup } from '@angular/forms';
import { clearServerErrors, showFieldErrors } from './server-errors';

const error = (field: string) => ({ field, rule: 'taken', message: 'Taken' });

describe('errors of the server', () => {
  const made = () =>
    new FormGroup({
      login: new FormControl('ewa'),
      phones: new FormControl<string[]>(['1']),
      scope: new FormGroup({ userId: new FormControl('') }),
      addOns: new FormArray([new FormGroup({ quantity: new FormControl(1) })]),
    });

  it('stand beside their fields, at any depth', () => {
    const form = made();
    expect(showFieldErrors(form, [error('login'), error('scope.userId'), error('addOns.0.quantity')])).toEqual([]);
    expect(form.controls.login.getError('server')).toMatchObject({ rule: 'taken' });
    expect(form.get('scope.userId')?.touched).toBe(true);
    expect(form.get(['addOns', '0', 'quantity'])?.hasError('server')).toBe(true);
  });
  it('of a list item stand at the list', () => {
    const form = made();
    showFieldErrors(form, [error('phones.3')]);
    expect(form.controls.phones.hasError('server')).toBe(true);
  });
  it('without a field of the form are given back', () => {
    const homeless = error('other.place');
    expect(showFieldErrors(made(), [homeless])).toEqual([homeless]);
  });
  it('are forgotten before the next try', () => {
    const form = made();
    showFieldErrors(form, [error('login'), error('scope.userId')]);
    clearServerErrors(form);
    expect(form.valid).toBe(true);
  });
});
