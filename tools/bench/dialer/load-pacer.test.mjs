import assert from 'node:assert/strict';
import { it } from 'node:test';
import { loadPacer } from './load-pacer.mjs';

it('takes the pacer from the backend’s sources, without the rest of the feature', async () => {
  const { decidePacing, initialPacingState, DEFAULT_PACING_SETTINGS } = await loadPacer();
  const world = { agents: [{ id: 'a', status: 'ready', since: 0 }], ringing: [], waiting: 0, switchConnected: true };
  assert.equal(decidePacing({ state: initialPacingState, now: 0, world }, DEFAULT_PACING_SETTINGS).dial, 1);
});
