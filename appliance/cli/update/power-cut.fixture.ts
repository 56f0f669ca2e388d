import { carryOut } from './carry-out';
import { lookAt, machineBelow, type Hook } from './machine.fixture';

/** A process that carries an update out and is killed, with all that it has started, at one of its changes of the machine. */
const [root = '', cutAt = '', how = ''] = process.argv.slice(2);
let changes = 0;
const hook: Hook = ({ half }) => {
  changes += 1;
  if (changes !== Number(cutAt)) return;
  if (how === 'half') half();
  process.kill(-process.pid, 'SIGKILL');
};

void carryOut({ box: machineBelow(root, '', hook).box, say: () => undefined, look: lookAt(root) }).then(() =>
  process.stdout.write(String(changes)),
);
