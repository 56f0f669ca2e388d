import { mustRun } from '../../../appliance/box';
import type { Answers } from '../answers';
import { filesStep } from '../files-step';
import type { Step } from '../step';

const zoneOf = ({ timeZone }: Answers): string => `/usr/share/zoneinfo/${timeZone}`;

const files = filesStep({
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
    await mustRun(box, 'ln', ['-sf', zoneOf(answers), '/etc/localtime']);
    await mustRun(box, 'systemctl', ['try-reload-or-restart', 'chrony.service']);
  },
});

export const timeStep: Step = {
  ...files,
  // the power can go between the files and the link that the clock follows
  check: async (context) =>
    (await files.check(context)) &&
    (await context.box.run('readlink', ['/etc/localtime'])).out.trim() === zoneOf(context.answers),
};
