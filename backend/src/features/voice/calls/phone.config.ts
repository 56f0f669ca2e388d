import { z } from 'zod';
import { address, defineArea, preset } from '../../../platform/config';

/** How the browser's phone reaches a real switch. */
export const phoneArea = defineArea('phone', {
  websocketUrl: {
    key: 'CENTRALA_PHONE_WEBSOCKET_URL',
    schema: address(['ws', 'wss'], 'wss://127.0.0.1:7443'),
    description: 'Where the browser’s phone signs in (SIP over WebSocket).',
  },
  iceServers: {
    key: 'CENTRALA_ICE_SERVERS',
    schema: preset(
      z.string().transform((list) =>
        list
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
      ) as z.ZodType<readonly string[], string>,
      [],
    ),
    description:
      'STUN and TURN servers of the browser’s phone, separated by commas; none are needed inside one network.',
  },
});
