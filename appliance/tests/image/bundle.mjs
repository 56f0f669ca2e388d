import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, must } from '../support.mjs';
import { work } from './run.mjs';

/** The release of the image under another version, changed; as a signed bundle on the box. */
export function bundleFor(box, version, change = () => undefined) {
  const folder = join(work, `another-release-${process.pid}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const { version: inForce } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  must('tar', ['--zstd', '-xf', join(work, `centrala-${inForce}.tar.zst`), '-C', folder], { withinMs: 300_000 });
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...about, version }));
  change(folder);
  const archive = join(work, `centrala-${version}.tar.zst`);
  must('tar', ['--zstd', '--owner=0', '--group=0', '-C', folder, '-cf', archive, '.'], { withinMs: 300_000 });
  must('node', [inRoot('packer/make-bundle.mjs'), archive, join(work, 'update.key')], { withinMs: 300_000 });
  rmSync(folder, { recursive: true });
  cpSync(join(work, `centrala-${version}.update`), join(box.root, `root/${version}.update`));
  return `/root/${version}.update`;
}
