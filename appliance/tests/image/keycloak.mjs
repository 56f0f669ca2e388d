import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, must, run } from '../support.mjs';
import { Container, checkSetUp } from './container.mjs';
import { checkPlatform } from './platform.mjs';
import { check, options, work } from './run.mjs';

const VERSION = '26.3.5';
const layer = join(work, 'keycloak-layer');

/** Keycloak's distribution: given, or fetched from Maven by its coordinates. */
function distribution() {
  const file = options.keycloak ?? join(work, `cache/keycloak-quarkus-dist-${VERSION}.tar.gz`);
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${VERSION}:tar.gz`;
  const args = ['-q', '-B', 'dependency:copy', artifact, `-DoutputDirectory=${join(work, 'cache')}`];
  if (!existsSync(file)) must('mvn', args, { withinMs: 900_000 });
  return file;
}

/** The same roles over the same image, told where Keycloak is: a layer above the image's files. */
export async function buildWithKeycloak(release) {
  rmSync(layer, { recursive: true, force: true });
  for (const part of ['upper', 'work', 'root']) mkdirSync(join(layer, part), { recursive: true });
  const layers = `lowerdir=${join(work, 'build/root')},upperdir=${layer}/upper,workdir=${layer}/work`;
  must('mount', ['-t', 'overlay', '-o', layers, 'overlay', join(layer, 'root')]);
  try {
    await check('the roles put Keycloak into the image, and a second run changes nothing', () => {
      const variables = `freeswitch_absent=true keycloak_distribution=${distribution()} centrala_release=${release}`;
      must(inRoot('packer/scripts/converge.sh'), [], {
        env: { WORK: layer, RUNS: '2', EXTRA_VARS: variables },
        withinMs: 1_200_000,
      });
    });
  } finally {
    run('umount', [join(layer, 'root')]);
  }
}

export async function keycloak() {
  console.log('It is set up with Keycloak in a container');
  const box = new Container('keycloak', [join(layer, 'upper')]);
  box.prepare();
  await box.start();
  try {
    if (!(await checkSetUp(box))) return;
    await check('Keycloak signs people in, not the embedded provider', () => {
      must('test', [box.run('systemctl', 'is-active', 'centrala-keycloak.service').out.trim(), '=', 'active']);
    });
    await checkPlatform(box);
  } finally {
    await box.stop();
  }
}
