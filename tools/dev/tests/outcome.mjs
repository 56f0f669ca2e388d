/** What a runner found: how many passed, and each failure with the text a person needs. */
export const outcome = (passed = 0, failures = []) => ({ passed, failures });

export const failure = (name, text = '') => ({ name, text });

// eslint-disable-next-line no-control-regex -- terminal colours, which is what ESC introduces
const COLOURS = /\u001b\[[0-9;]*m/g;

export const plain = (text) => text.replace(COLOURS, '');

const MOST_LINES = 60;

/** A failure's text, short enough to be read. */
export function shortened(text) {
  const lines = plain(text).trimEnd().split('\n');
  if (lines.length <= MOST_LINES) return lines.join('\n');
  return [...lines.slice(0, MOST_LINES), `… ${lines.length - MOST_LINES} more lines in the log`].join('\n');
}

export const counted = (outcomes) => ({
  passed: outcomes.reduce((sum, each) => sum + each.passed, 0),
  failed: outcomes.reduce((sum, each) => sum + each.failures.length, 0),
});
