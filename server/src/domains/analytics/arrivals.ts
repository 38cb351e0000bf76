import { type Words, words } from '@huoshui/contracts/words';
import { arrivalScenes } from '@huoshui/contracts/words/arrivals';

/** Ways of who comes by herself: nothing brought her that anybody could have done more of. */
const BY_HERSELF = ['', '0', '1001', '1017', '1038', '1089', '1129'];

/** What came with nothing that is known of. */
export const DIRECT = 'direct';

/**
 * What an opening of the mini program came by, of the column `touch` of an `app_launch`: the mark of a link or code (`source:poster`), else
 * WeChat's number of the way (`scene:1047`), else `direct`.
 */
export const ARRIVAL_SQL = `if(touch IN (${BY_HERSELF.map((scene) => `'scene:${scene}'`).join(', ')}), '${DIRECT}', toString(touch))`;

/** The order of events in one number: the earliest of a person by it takes two fifths of the time of a tuple, which is compared field by field. */
export const MOMENT_KEY = 'bitShiftLeft(toUInt128(reinterpretAsUInt64(ts)), 64) + event_key';

/** Such a key in words; a mark is as its maker wrote it. */
export function sayArrival(key: string): Words {
  if (key === DIRECT) return words('自己来的', 'By themselves');
  if (key === '') return words('不知怎么来的', 'Not known');
  const at = key.indexOf(':');
  const value = key.slice(at + 1);
  if (key.startsWith('source:')) return words(`来源标记 ${value}`, `Mark ${value}`);
  return arrivalScenes.find(([scene]) => scene === value)?.[1] ?? words(`微信入口 ${value}`, `Way ${value} in WeChat`);
}
