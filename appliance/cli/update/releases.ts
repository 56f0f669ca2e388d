import { mustRun, type Box } from '../../box';

export const HOME = '/opt/centrala';
export const CURRENT = `${HOME}/current`;
/** The release that carries an update out: the one that worked before, until the update has ended. */
export const UPDATER = `${HOME}/updater`;
export const folderOf = (version: string): string => `${HOME}/releases/${version}`;

/** Version of the release in force. */
export function versionInForce(box: Box): string {
  const text = box.read(`${CURRENT}/package.json`);
  if (text === undefined) throw new Error(`There is no release at ${CURRENT}`);
  return (JSON.parse(text) as { version: string }).version;
}

/** A link put in another's place by one rename: there is the old one or the new one, and it is on the disk when it returns. */
export async function pointTo(box: Box, link: string, version: string): Promise<void> {
  await mustRun(box, 'ln', ['-sfn', `releases/${version}`, `${link}.new`]);
  await mustRun(box, 'mv', ['-T', `${link}.new`, link]);
  await mustRun(box, 'sync', [HOME]);
}

/** Every other release, whole or not, is removed. */
export function keepOnly(box: Box, versions: readonly string[]): void {
  for (const name of box.list(`${HOME}/releases`)) if (!versions.includes(name)) box.remove(folderOf(name));
}
