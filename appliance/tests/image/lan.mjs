import { must, run } from '../support.mjs';

/** The box, a customer's host in a namespace of its own, and this machine, which manages the box; all on one wire. */
export const BOX = '192.0.2.1';
export const CUSTOMER = '192.0.2.2';
export const HERE = '192.0.2.254';
export const NAME = 'centrala.test';
/** The customer's network behind his gateway, and the address in it that asks. */
export const INNER = '10.20.1.5';
export const NAMESPACE = `centrala-customer-${process.pid}`;
const CONTAINER = `centrala-box-${process.pid}`;
const BRIDGE = 'wire';

/** In the namespace of this process, which image.mjs has begun without any network. */
export function layWires() {
  must('ip', ['link', 'set', 'lo', 'up']);
  must('ip', ['link', 'add', BRIDGE, 'type', 'bridge']);
  must('ip', ['addr', 'add', `${HERE}/24`, 'dev', BRIDGE]);
  must('ip', ['link', 'set', BRIDGE, 'up']);
  must('ip', ['tuntap', 'add', 'guest', 'mode', 'tap']);
  plug('guest');
  must('ip', ['netns', 'add', NAMESPACE]);
  must('ip', ['link', 'add', 'customer', 'type', 'veth', 'peer', 'name', 'lan', 'netns', NAMESPACE]);
  plug('customer');
  for (const [device, address] of [
    ['lan', `${CUSTOMER}/24`],
    ['lo', `${INNER}/32`],
  ]) {
    must('ip', ['-n', NAMESPACE, 'addr', 'add', address, 'dev', device]);
    must('ip', ['-n', NAMESPACE, 'link', 'set', device, 'up']);
  }
}

/** A namespace for a container, with the end of a cable in it; its path. */
export function plugContainer() {
  must('ip', ['netns', 'add', CONTAINER]);
  must('ip', ['link', 'add', 'container', 'type', 'veth', 'peer', 'name', 'lan0', 'netns', CONTAINER]);
  plug('container');
  return `/run/netns/${CONTAINER}`;
}

export function unplugContainer() {
  run('ip', ['link', 'del', 'container']); // a namespace's devices go some time after it
  run('ip', ['netns', 'del', CONTAINER]);
}

function plug(device) {
  must('ip', ['link', 'set', device, 'master', BRIDGE, 'up']);
}

export function takeWiresUp() {
  run('ip', ['netns', 'del', NAMESPACE]);
}
