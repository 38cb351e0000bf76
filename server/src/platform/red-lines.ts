import type { Draft, Field, Problem } from '@huoshui/contracts/form';
import { type Words, words } from '@huoshui/contracts/words';

/**
 * 红线: what a platform punishes, with the rule that says so. `refuse`: nobody may publish it here; `warn`: whoever publishes
 * it is told first. One line a rule; where a rule changed, its day stands beside it.
 */
type RedLine = {
  readonly level: 'refuse' | 'warn';
  /** Which rule, and what is done to whom breaks it. */
  readonly rule: Words;
  readonly found: RegExp;
  readonly source: string;
  readonly asOf: string;
};

const LINKS = {
  source: 'https://weixin.qq.com/cgi-bin/readtemplate?t=weixin_external_links_content_management_specification',
  asOf: '2026-11-29',
};
const ACCOUNTS = { source: 'https://mp.weixin.qq.com/mp/opshowpage?action=newoplaw', asOf: '2026-11-29' };
const ADS = { source: '中华人民共和国广告法 第九条', asOf: '2026-11-29' };
const COMPETITION = { source: '中华人民共和国反不正当竞争法 第九条（2025-10-15 起施行）', asOf: '2026-11-29' };

const sharing = words(
  '微信外部链接内容管理规范：不得强制或诱导分享，链接会被停止访问，帐号会被限制',
  'WeChat’s rules for links: nobody may be made or lured to share; links are cut off, accounts restricted',
);

const RED_LINES: readonly RedLine[] = [
  {
    level: 'refuse',
    rule: sharing,
    found:
      /(转发|分享|发送?到)[^。！!\n]{0,16}(才能|才可|即可|就能|就可|方可)[^。！!\n]{0,4}(领|得|抽|看|用|参|获|解锁|享)/,
    ...LINKS,
  },
  {
    level: 'refuse',
    rule: sharing,
    found: /(领|得|抽|获|参)[^。！!\n]{0,12}(须|需|必须|请?先|要先)(转发|分享)/,
    ...LINKS,
  },
  { level: 'refuse', rule: sharing, found: /集(满|够)?\s*\d{0,4}\s*个?赞/, ...LINKS },
  { level: 'refuse', rule: sharing, found: /不转(发)?(不是|就不是|的?后果)/, ...LINKS },
  {
    level: 'refuse',
    rule: words(
      '微信公众平台运营规范：不得强制用户关注后才给内容或权益，帐号会被限制',
      'Rules of official accounts: nothing may be kept back until somebody follows; accounts are restricted',
    ),
    found: /关注[^。！!\n]{0,12}(才能|才可|方可)/,
    ...ACCOUNTS,
  },
  {
    level: 'warn',
    rule: words(
      '微信公众平台运营规范：以奖励诱导关注会被处罚，把权益说成会员都有的更稳妥',
      'Rules of official accounts: luring people to follow by a reward is punished; say what every member has instead',
    ),
    found:
      /关注(公众号|服务号|订阅号|视频号|我们|本号|店铺|官方[^。，！!\n]{0,6})?(后|了)?[，,]?(即可|就送|就能|立得|送|领)/,
    ...ACCOUNTS,
  },
  {
    level: 'warn',
    rule: words(
      '微信外部链接内容管理规范：以返利、红包诱导添加好友会被认定为恶意营销',
      'WeChat’s rules for links: luring people to add somebody by money counts as malicious marketing',
    ),
    found: /(加|添加)[^。！!\n]{0,8}(好友|微信|企微)[^。！!\n]{0,12}(返现|返利|红包|现金)/,
    ...LINKS,
  },
  {
    level: 'refuse',
    rule: words(
      '反不正当竞争法：不得用返现换好评，可处罚款',
      'Competition law: no money for good reviews; fines are possible',
    ),
    found: /(好评|五星|晒图好评)[^。！!\n]{0,8}(返现|返\s*\d|红包)/,
    ...COMPETITION,
  },
  {
    level: 'warn',
    rule: words(
      '广告法：不得使用“国家级”“最高级”“最佳”等用语，可处罚款',
      'Advertising law: no “national”, “highest”, “best”; fines are possible',
    ),
    found: /(国家级|世界级|最高级|最佳|全网最低|史上最低|第一品牌|销量第一)/,
    ...ADS,
  },
];

/** What of a text that is published crosses a line, with the words that do. */
export function redLinesIn(text: string): readonly (RedLine & { readonly words: string })[] {
  return RED_LINES.flatMap((line) => {
    const found = line.found.exec(text);
    return found === null ? [] : [{ ...line, words: found[0] }];
  });
}

export type Crossed = { readonly refused: readonly Problem[]; readonly cautions: readonly Problem[] };

/** The same of everything that was written into some fields. */
export function redLinesOf(fields: readonly Field[], values: Draft, path = ''): Crossed {
  const crossed = fields.flatMap((field) => textsIn(field, values[field.key], path + field.key));
  const problems = crossed.flatMap(({ at, text }) =>
    redLinesIn(text).map(({ level, rule, words: found, source, asOf }) => ({
      level,
      problem: {
        at,
        words: words(
          `「${found}」踩红线。${rule.zh}（${source}，${asOf}）`,
          `“${found}” crosses a red line. ${rule.en} (${source}, ${asOf})`,
        ),
      },
    })),
  );
  const of = (level: RedLine['level']) => problems.flatMap((one) => (one.level === level ? [one.problem] : []));
  return { refused: of('refuse'), cautions: of('warn') };
}

function textsIn(field: Field, value: unknown, at: string): readonly { readonly at: string; readonly text: string }[] {
  if (field.kind === 'text') return typeof value === 'string' ? [{ at, text: value }] : [];
  if (field.kind !== 'list' || !Array.isArray(value)) return [];
  return value.flatMap((row: unknown, index) =>
    field.of.flatMap((inner) => textsIn(inner, Reflect.get(Object(row), inner.key), `${at}.${index}.${inner.key}`)),
  );
}

/**
 * 主动加人: WeCom publishes no number from which it restricts a member who adds people by their numbers, and says only that it does; these are what careful shops keep to.
 */
export const ADDING = {
  usual: 20,
  most: 50,
  rule: words(
    '企业微信没有公布主动加人的上限，频繁被拒或被投诉的成员会被限制添加；每人每天不超过 20 位较稳妥',
    'WeCom publishes no limit for adding people; members whom many refuse or report are kept from adding. Twenty a day each is careful',
  ),
  asOf: '2026-11-29',
} as const;
