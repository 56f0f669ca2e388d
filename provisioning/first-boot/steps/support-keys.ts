import { filesStep } from '../files-step';

/** Where sshd looks for keys: root's files, so that nobody adds one to his own. */
export const supportKeysStep = filesStep({
  name: 'support-keys',
  title: 'Keys of the support staff',
  files: ({ answers }) => [
    { path: '/etc/ssh/authorized_keys/support', content: answers.supportKeys.map((key) => `${key}\n`).join('') },
  ],
});
