import { MassRule } from '@huoshui/contracts/mass';
import { words } from '@huoshui/contracts/words';
import { massRule as said } from '@huoshui/contracts/words/mass';
import { addDays, dayStart, shanghaiDay } from '../../../platform/calendar.ts';
import type { Ctx } from '../../../platform/ctx.ts';
import { defineSetting, getSetting } from '../../../platform/settings.ts';

/** How many mass messages a customer may get, as the corp's console says it: no API tells. */
export const massRule = defineSetting('scrm.mass_rule', MassRule, { rule: 'month' });

const ASKED = '2025-11-17';

/** What WeCom allows, as it stood on a day. */
export const massLimits = [
  {
    words: words('每位客户、每个客户群收到的群发', 'Mass messages a customer or group gets'),
    value: words(
      `${said.month.zh}，可改为${said.week.zh}或${said.day.zh}；企业建的和导购自己发的合并计算`,
      `${said.month.en}; the corp may choose ${said.week.en.toLowerCase()} or ${said.day.en.toLowerCase()}. Those of staff count too`,
    ),
    source: 'https://developer.work.weixin.qq.com/document/path/92135',
    asOf: ASKED,
  },
  {
    words: words('一次最多', 'At most in one task'),
    value: words('10000 位客户或 2000 个群', '10 000 customers, or 2 000 groups'),
    source: 'https://developer.work.weixin.qq.com/document/path/92135',
    asOf: ASKED,
  },
  {
    words: words('提醒导购', 'Reminders'),
    value: words('每条任务每 24 小时 3 次', 'Three in twenty-four hours of each task'),
    source: 'https://developer.work.weixin.qq.com/document/path/97610',
    asOf: ASKED,
  },
  {
    words: words('文字', 'Text'),
    value: words('4000 字节，附件最多 9 个', '4 000 bytes, nine attachments'),
    source: 'https://developer.work.weixin.qq.com/document/path/92135',
    asOf: ASKED,
  },
];

export async function readRule(ctx: Ctx) {
  return { ...(await getSetting(ctx, massRule)), limits: massLimits };
}

/** From when on they are counted, and how many there may be. */
export async function allowance(ctx: Ctx): Promise<{ readonly since: Date; readonly most: number }> {
  const { rule } = await getSetting(ctx, massRule);
  const today = shanghaiDay(ctx.now());
  if (rule === 'day') return { since: dayStart(today), most: 1 };
  if (rule === 'week') {
    const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7;
    return { since: dayStart(addDays(today, -weekday)), most: 7 };
  }
  const first = `${today.slice(0, 7)}-01`;
  const next = `${addDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
  return { since: dayStart(first), most: Math.round((Date.parse(next) - Date.parse(first)) / 86_400_000) };
}
