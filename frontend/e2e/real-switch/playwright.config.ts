import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import everyday from '../playwright.config';
import { MICROPHONE_HZ } from './agent-browser';
import { burstsWav } from './sound';

const microphone = join(tmpdir(), 'centrala-e2e-microphone.wav');
writeFileSync(microphone, burstsWav(MICROPHONE_HZ));

/**
 * Calls through a real FreeSWITCH: `npm test -- real-call` starts a stack with it. The browser speaks a known tone, trusts the
 * switch's own certificate, and reaches it on the loopback address.
 */
export default defineConfig(everyday, {
  testDir: __dirname,
  testIgnore: [],
  timeout: 180_000,
  use: {
    actionTimeout: 20_000,
    launchOptions: {
      ...everyday.use?.launchOptions,
      args: [
        ...(everyday.use?.launchOptions?.args ?? []),
        `--use-file-for-fake-audio-capture=${microphone}`,
        '--ignore-certificate-errors',
        '--allow-loopback-in-peer-connection',
        '--disable-features=WebRtcHideLocalIpsWithMdns',
        '--autoplay-policy=no-user-gesture-required',
      ],
    },
  },
});
