/** What speech is charged for: letters, digits and punctuation marks; white space is free. An accent belongs to its letter. */
export function countCharacters(text: string): number {
  return text.normalize('NFC').match(/[\p{L}\p{N}\p{P}]/gu)?.length ?? 0;
}
