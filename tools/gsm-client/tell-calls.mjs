// Reference client of docs/reference/gsm-monitoring.md: tells the calls of a spool (one JSON a line) and keeps what was not taken.
//   CENTRALA_GSM_TOKEN=… node tools/gsm-client/tell-calls.mjs https://centrala.example spool.jsonl
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const BATCH = 200;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
const AGAIN = new Set([408, 429]);

const [base, spool] = process.argv.slice(2);
const token = process.env['CENTRALA_GSM_TOKEN'];
if (!base || !spool || !token) {
  console.error('usage: CENTRALA_GSM_TOKEN=… tell-calls.mjs <https://centrala> <spool.jsonl>');
  process.exit(2);
}

const read = () =>
  readFileSync(spool, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line));

const keep = (calls) => writeFileSync(spool, calls.map((call) => `${JSON.stringify(call)}\n`).join(''));

/** What the server answered; null: nobody answered, or it asked to be left alone for a while. */
async function tell(calls) {
  const response = await fetch(`${base}/api/v1/gsm/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ appVersion: 'reference 1.0', calls }),
  }).catch(() => null);
  if (!response || response.status >= 500 || AGAIN.has(response.status)) return null;
  return { status: response.status, body: await response.json() };
}

let wait = FIRST_WAIT_MS;
for (let left = read(); left.length > 0; left = read()) {
  const batch = left.slice(0, BATCH);
  const answer = await tell(batch);
  if (answer === null) {
    console.error(`not told; again in ${wait / 1000} s`);
    await sleep(wait);
    wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    continue;
  }
  wait = FIRST_WAIT_MS;
  if (answer.status !== 200) {
    console.error(`refused: ${answer.status} ${JSON.stringify(answer.body)}`);
    process.exit(1);
  }
  const taken = new Set([...answer.body.stored, ...answer.body.known]);
  console.log(`stored ${answer.body.stored.length}, known ${answer.body.known.length}`);
  keep(read().filter(({ id }) => !taken.has(id)));
}
