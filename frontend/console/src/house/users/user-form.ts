import { FormControl, FormGroup, Validators } from '@angular/forms';
import type { CreateUser, Language, Role, UpdateUser, User } from '#contracts';

export type UserForm = ReturnType<typeof userForm>;

export function userForm() {
  const required = () => new FormControl('', { nonNullable: true, validators: [Validators.required] });
  const ids = () => new FormControl<string[]>([], { nonNullable: true });
  return new FormGroup({
    login: required(),
    firstName: required(),
    lastName: required(),
    email: new FormControl('', { nonNullable: true, validators: [Validators.required, Validators.email] }),
    role: new FormControl<Role>('agent', { nonNullable: true }),
    extension: new FormControl('', { nonNullable: true }),
    language: new FormControl<Language>('pl', { nonNullable: true }),
    permissionSetIds: ids(),
    groupIds: ids(),
    supervisedGroupIds: ids(),
  });
}

export function showUser(form: UserForm, user: User): void {
  form.reset({ ...user, extension: user.extension ?? '' });
  form.controls.login.disable();
}

/** What POST /users takes. Only a supervisor looks after groups. */
export function createUserOf(form: UserForm): CreateUser {
  const { extension, supervisedGroupIds, ...fields } = form.getRawValue();
  return {
    ...fields,
    extension: extension.trim() || null,
    supervisedGroupIds: fields.role === 'supervisor' ? supervisedGroupIds : [],
  };
}

export function updateUserOf(form: UserForm, version: number): UpdateUser {
  const { login: _login, ...fields } = createUserOf(form);
  return { ...fields, version };
}
