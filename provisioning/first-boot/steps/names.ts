import { mustRun } from '../../../appliance/box';
import { filesStep } from '../files-step';

export const namesStep = filesStep({
  name: 'names',
  title: 'Name of the machine',
  files: ({ answers: { hostName } }) => [
    { path: '/etc/hostname', content: `${hostName}\n` },
    {
      path: '/etc/hosts',
      content: `127.0.0.1 localhost\n127.0.1.1 ${hostName} ${hostName.split('.')[0]}\n::1 localhost ip6-localhost\n`,
    },
  ],
  announce: async ({ box, answers }) => {
    await mustRun(box, 'hostnamectl', ['set-hostname', '--static', '--transient', answers.hostName]);
  },
});
