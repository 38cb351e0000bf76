import { joinWords, type Words, words } from '@huoshui/contracts/words';
import { sql } from 'kysely';
import type { Ctx } from '../../../../platform/ctx.ts';
import { textOrNull, textsAt, WechatError } from '../../../../wechat/index.ts';
import { bad, check, good, type Patient, unsure } from '../check.ts';

type Person = { readonly userid: string; readonly name: string };

/** Who stands in a contact way that is in use, and cannot be seen or may not have customers. */
export const receivers = check({
  key: 'receivers',
  words: words('活码里的导购', 'Staff of the contact ways'),
  after: ['callable', 'visible_range'],
  look: async ({ ctx, probe }) => {
    const able = new Set(textsAt(await probe.get('externalcontact/get_follow_user_list'), 'follow_user'));
    const chosen = await ofWays(ctx);
    if (chosen.length === 0) return unsure(words('还没有使用中的活码', 'No contact way is in use yet'));
    const barred = chosen.filter(({ userid }) => !able.has(userid));
    if (barred.length > 0)
      return bad(
        named(words('不能添加客户：', 'May not have customers: '), barred),
        words(
          '管理后台 → 客户联系 → 权限配置 → 使用范围里加上他们；也要在应用可见范围里',
          'Console → customer contact → permissions → scope: add them; they must be in the visible range of the app as well',
        ),
      );
    return good(words(`${chosen.length} 位都可以添加客户`, `All ${chosen.length} may have customers`));
  },
});

/** Members tried at most: each costs a contact way for a moment. */
const MOST_TRIED = 10;
const NOT_REAL = [41054, 40098];

/**
 * No call says who has proved her name; a contact way is refused for who has not. Whoever has one has proved it; of the others one is
 * made and given back.
 */
export const realName = check({
  key: 'real_name',
  words: words('激活和实名', 'Activation and real name'),
  after: ['callable'],
  look: async (patient) => {
    const { ctx, probe } = patient;
    const able = textsAt(await probe.get('externalcontact/get_follow_user_list'), 'follow_user');
    const proved = await withCode(ctx);
    const asked = able.filter((userid) => !proved.has(userid)).slice(0, MOST_TRIED);
    const failed: Person[] = [];
    for (const userid of asked)
      if (!(await canBeAdded(patient, userid))) failed.push({ userid, name: await nameOf(ctx, userid) });
    if (failed.length > 0)
      return bad(
        named(words('没有激活或没有实名：', 'Not activated, or without a proved name: '), failed),
        words(
          '请本人打开企业微信 → 我 → 设置 → 账号 → 实名认证；活码会在他们完成以后自动申请',
          'Each opens WeCom → me → settings → account → real name; their codes are made once they have',
        ),
      );
    return good(words(`${able.length} 位都能被添加`, `All ${able.length} can be added`));
  },
});

async function canBeAdded({ probe }: Patient, userid: string): Promise<boolean> {
  try {
    const way = { type: 1, scene: 2, user: [userid], state: 'huoshui-check' };
    const made = await probe.post('externalcontact/add_contact_way', way);
    await probe.post('externalcontact/del_contact_way', { config_id: textOrNull(made, 'config_id') ?? '' });
    return true;
  } catch (error) {
    if (error instanceof WechatError && NOT_REAL.includes(error.errcode)) return false;
    throw error;
  }
}

async function nameOf(ctx: Ctx, userid: string): Promise<string> {
  const { rows } = await sql<Person>`select userid, name from scrm.staff where userid = ${userid}`.execute(ctx.db);
  return rows[0]?.name ?? userid;
}

async function ofWays(ctx: Ctx): Promise<readonly Person[]> {
  const { rows } = await sql<Person>`
    select distinct w.userid, coalesce(s.name, w.userid) as name from scrm.way_staff w join scrm.contact_way c on c.id = w.contact_way_id
    left join scrm.staff s on s.userid = w.userid where w.wanted and c.archived_at is null order by 1
  `.execute(ctx.db);
  return rows;
}

async function withCode(ctx: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ userid: string }>`
    select distinct userid from scrm.way_staff where config_id is not null and trouble is null
  `.execute(ctx.db);
  return new Set(rows.map(({ userid }) => userid));
}

function named({ zh, en }: Words, people: readonly Person[]): Words {
  const names = joinWords(
    people.map(({ name }) => words(name, name)),
    words('、', ', '),
  );
  return words(`${zh}${names.zh}`, `${en}${names.en}`);
}
