/** What the owner of a leg says: 20 ms of 8 kHz sound at a time, 160 samples of 16 bit. Called at once, one after the other. */
export type SoundHandler = (frame: Int16Array) => void;

/** Ended with its leg too; stopping twice is harmless. */
export interface Listening {
  stop(): Promise<void>;
}
