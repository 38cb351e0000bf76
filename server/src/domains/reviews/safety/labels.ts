import { type Words, words } from '@huoshui/contracts/words';

/** What the platform finds, by its own numbers. Source: security.msgSecCheck, asOf 2026-11-28 */
export const safetyLabels: ReadonlyMap<number, Words> = new Map([
  [100, words('没有问题', 'Nothing')],
  [10001, words('广告', 'Advertising')],
  [20001, words('时政', 'Politics')],
  [20002, words('色情', 'Pornography')],
  [20003, words('辱骂', 'Abuse')],
  [20006, words('违法犯罪', 'Crime')],
  [20008, words('欺诈', 'Fraud')],
  [20012, words('低俗', 'Vulgarity')],
  [20013, words('版权', 'Copyright')],
  [21000, words('其他', 'Something else')],
]);
