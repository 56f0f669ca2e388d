import { mustRun } from '../../../appliance/box';
import { filesStep } from '../files-step';
import { passwordOf } from './secrets';

export const redisStep = filesStep({
  name: 'redis',
  title: 'Redis',
  files: ({ box }) => [
    {
      path: '/etc/redis/password.conf',
      content: `requirepass ${passwordOf(box, 'REDIS_URL')}\n`,
      mode: 0o640,
      owner: 'redis:redis',
    },
  ],
  announce: async ({ box }) => {
    await mustRun(box, 'systemctl', ['restart', 'redis-server.service']);
  },
});
