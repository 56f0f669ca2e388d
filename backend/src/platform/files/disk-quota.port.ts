/** How many bytes the platform may keep; licensing binds it to the Order, else `CENTRALA_FILES_QUOTA_GB` counts. */
export interface DiskQuota {
  bytes(): Promise<number>;
}

export const DISK_QUOTA = Symbol('DiskQuota');
