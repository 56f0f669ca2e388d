// app_amd of Asterisk, re-built from its documented parameters and their defaults; not its code.
const FRAME_MS = 20;
export const DEFAULTS = {
  initialSilence: 2500,
  greeting: 1500,
  afterGreetingSilence: 800,
  totalAnalysisTime: 5000,
  minimumWordLength: 100,
  betweenWordsSilence: 50,
  maximumNumberOfWords: 2,
  silenceThreshold: 256,
  maximumWordLength: 5000,
};

/** One call: `hear(frame)` gives `{ who, atMs }` once it has decided. What it is not sure of is handed to an agent: a person. */
export class AppAmd {
  #settings;
  #at = 0;
  #silence = 0;
  #voice = 0;
  #word = 0;
  #words = 0;
  #inWord = true;
  #greeting = false;

  constructor(settings = DEFAULTS) {
    this.#settings = settings;
  }

  hear(frame) {
    this.#at += FRAME_MS;
    const loud = frame.reduce((sum, each) => sum + Math.abs(each), 0) / frame.length >= this.#settings.silenceThreshold;
    const who = loud ? this.#heardVoice() : this.#heardSilence();
    if (who) return { who, atMs: this.#at };
    return this.#at >= this.#settings.totalAnalysisTime ? { who: 'person', atMs: this.#at } : null;
  }

  #heardSilence() {
    const { betweenWordsSilence, initialSilence, afterGreetingSilence } = this.#settings;
    this.#silence += FRAME_MS;
    if (this.#silence >= betweenWordsSilence) {
      this.#inWord = false;
      this.#word = 0;
    }
    if (!this.#greeting && this.#silence >= initialSilence) return 'machine';
    return this.#greeting && this.#silence >= afterGreetingSilence ? 'person' : null;
  }

  #heardVoice() {
    const { minimumWordLength, maximumNumberOfWords, maximumWordLength, greeting } = this.#settings;
    this.#silence = 0;
    this.#word += FRAME_MS;
    this.#voice += FRAME_MS;
    if (this.#word >= minimumWordLength && !this.#inWord) {
      this.#words++;
      this.#inWord = true;
    }
    if (this.#word >= maximumWordLength || this.#words >= maximumNumberOfWords) return 'machine';
    if (this.#greeting && this.#voice >= greeting) return 'machine';
    if (this.#voice >= minimumWordLength) this.#greeting = true;
    return null;
  }
}
