import { filesStep } from '../files-step';

export const supportKeysStep = filesStep({
  name: 'support-keys',
  title: 'Keys of the support staff',
  files: ({ answers }) => [
    {
      path: '/home/support/.ssh/authorized_keys',
      content: answers.supportKeys.map((key) => `${key}\n`).join(''),
      mode: 0o600,
      owner: 'support:support',
    },
  ],
  announce: async ({ box }) => {
    await box.run('chown', ['support:support', '/home/support/.ssh']);
    await box.run('chmod', ['700', '/home/support/.ssh']);
  },
});
