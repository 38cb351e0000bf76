import { type Words, words } from '@huoshui/contracts/words';
import type { FoundNames } from '../../../platform/form/names.ts';

/** A segment that nobody looks at by itself moves nobody: whoever waits for it to bring people in waits for ever. */
export function stillWords(segment: string, names: FoundNames): Words | null {
  const [name, note] = [names('segment', segment), names.note('segment', segment)];
  if (name === null || note === null || names.ended('segment', segment)) return null;
  return words(
    `「${name.zh}」${note.zh}：它不会自己变，以后没有人因此进来。要持续触发，请用定时更新的人群`,
    `“${name.en}” (${note.en}): it does not change by itself, so nobody comes in by it from then on. Use a segment that is refreshed by itself to go on`,
  );
}
