const PARENT_CHECK_MS = 500;
const PATIENCE_MS = 1500;

/**
 * Resolves when we are told to end (Ctrl-C, SIGTERM, a closed terminal) or whoever started us is gone.
 * A second Ctrl-C, later than the copy that npm sends of the first, ends us at once.
 */
export function toldToEnd(onImpatience) {
  const parent = process.ppid;
  return new Promise((resolve) => {
    let first = 0;
    const told = (why) => {
      if (first === 0) {
        first = Date.now();
        clearInterval(watch);
        resolve(why);
      } else if (Date.now() - first > PATIENCE_MS) onImpatience();
    };
    const watch = setInterval(() => process.ppid !== parent && told('the parent process is gone'), PARENT_CHECK_MS);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => told(signal));
  });
}
