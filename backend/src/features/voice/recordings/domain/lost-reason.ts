/** With less than this on its disk the switch writes nothing more. */
const NO_ROOM_BYTES = 1_000_000;

/** Why a recording is lost: the store refused it, or there is no file because the disk of the switch is full, or for no reason we know. */
export function lostReason(refusal: 'storage-full' | 'file-missing', freeBytes: number): 'storage-full' | 'no-file' {
  return refusal === 'storage-full' || freeBytes < NO_ROOM_BYTES ? 'storage-full' : 'no-file';
}
