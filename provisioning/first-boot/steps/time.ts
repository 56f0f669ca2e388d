import { mustRun } from '../../../appliance/box';
import { filesStep } from '../files-step';

export const timeStep = filesStep({
  name: 'time',
  title: 'Time zone and time servers',
  files: ({ answers: { timeZone, timeServers } }) => [
    { path: '/etc/timezone', content: `${timeZone}\n` },
    {
      path: '/etc/chrony/sources.d/centrala.sources',
      content: timeServers.map((server) => `server ${server} iburst\n`).join(''),
    },
  ],
  announce: async ({ box, answers }) => {
    await mustRun(box, 'ln', ['-sf', `/usr/share/zoneinfo/${answers.timeZone}`, '/etc/localtime']);
    await mustRun(box, 'systemctl', ['try-reload-or-restart', 'chrony.service']);
  },
});
