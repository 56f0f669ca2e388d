const HELP = `
npm start [-- options]     the whole of Centrala on this machine, with a demo company

  --port N            port of the console and the API (first choice 8080)
  --db-port N         port of our own PostgreSQL
  --redis-port N      port of our own Redis
  --switch-port N     port of the switch's event socket
  --data-dir DIR      where the databases, files and logs live (default .data)
  --reset             throws the data directory's content away first
  --no-traffic        the simulated world stays silent: nobody calls by himself
  --watch             rebuilds and restarts when a source file changes (npm run dev)
  --help              this text

Environment: DATABASE_URL and REDIS_URL use servers of yours; FREESWITCH_HOME (or freeswitch on the PATH) a real switch
instead of the simulated one, CENTRALA_TRUNK_ADDRESS (host:port) the SIP peer that takes its outbound calls;
KEYCLOAK_HOME a real Keycloak instead of the embedded identity provider.
Ctrl-C ends everything.
`;

const FLAGS = ['reset', 'traffic', 'watch', 'help'];
const NUMBERS = ['port', 'db-port', 'redis-port', 'switch-port'];
const TEXTS = ['data-dir'];

const wrong = (message) => Object.assign(new Error(`${message}\n${HELP}`), { usage: true });

function portOf(name, text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw wrong(`--${name} wants a port from 1 to 65535, got "${text}"`);
  return port;
}

/** Reads the command line; throws an error with `usage` set and the help in its message when it makes no sense. */
export function readOptions(words) {
  // Accounts live with their provider: each has a demo company of its own.
  const options = { traffic: true, 'data-dir': process.env.KEYCLOAK_HOME ? '.data/with-keycloak' : '.data' };
  const queue = [...words];
  while (queue.length > 0) {
    const [name, inline] = queue.shift().replace(/^--/, '').split('=', 2);
    const bare = name.replace(/^no-/, '');
    const value = () => inline ?? queue.shift();
    if (FLAGS.includes(bare)) options[bare] = !name.startsWith('no-');
    else if (NUMBERS.includes(name)) options[name] = portOf(name, value());
    else if (TEXTS.includes(name)) options[name] = value() ?? '';
    else throw wrong(`unknown option --${name}`);
  }
  if (!options['data-dir']) throw wrong('--data-dir wants a folder');
  return options;
}

export const help = HELP;
