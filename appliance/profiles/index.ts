import { max } from './max';
import { medium } from './medium';
import { mini } from './mini';
import type { Profile, ProfileName } from './profile';

/** The sizes that can be ordered, smallest first. */
export const PROFILES: Readonly<Record<ProfileName, Profile>> = { mini, medium, max };

export { profileNames, type Profile, type ProfileName } from './profile';
/** Everything that follows from a profile, in MB, GB, cores and counts. */
export { sizingOf, type Needs, type Sizing } from './sizing';
/** What stands against a profile on a machine; empty when nothing does. */
export { preflight, type Hardware, type PreflightFinding } from './preflight';
/** The files of the appliance that a profile decides, by path. */
export { settingsFiles, type SettingsFile } from './render-settings';
