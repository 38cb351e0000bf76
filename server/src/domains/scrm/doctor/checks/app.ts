import { words } from '@huoshui/contracts/words';
import { objectsAt, textsAt } from '../../../../wechat/index.ts';
import { bad, check, good } from '../check.ts';

/** Corp ID and Secret: a token is given. */
export const token = check({
  key: 'token',
  words: words('企业 ID 和 Secret', 'Corp ID and Secret'),
  after: [],
  look: async ({ probe }) => {
    await probe.get('gettoken');
    return good(words('拿到了 access_token', 'A token was given'));
  },
});

/** The first call with a token tells whether this server may call at all. */
export const trustedIp = check({
  key: 'trusted_ip',
  words: words('企业可信 IP', 'Trusted IP'),
  after: ['token'],
  look: async ({ probe }) => {
    await probe.get('department/list');
    return good(words('这台服务器的 IP 可以调用', 'This server’s IP may call'));
  },
});

export const app = check({
  key: 'app',
  words: words('自建应用', 'The self-built app'),
  after: ['trusted_ip'],
  look: async ({ probe, agentid }) => {
    const agent = await probe.get('agent/get', { agentid });
    const name = typeof agent.name === 'string' ? agent.name : agentid;
    if (agent.close === 1)
      return bad(
        words(`应用「${name}」被停用了`, `The app “${name}” is switched off`),
        words('管理后台 → 应用管理 → 打开这个应用 → 启用', 'Console → apps → open the app → switch it on'),
      );
    return good(words(`应用「${name}」`, `The app “${name}”`));
  },
});

export const visibleRange = check({
  key: 'visible_range',
  words: words('应用可见范围', 'Visible range of the app'),
  after: ['app'],
  look: async ({ probe }) => {
    const departments = objectsAt(await probe.get('department/list'), 'department');
    let seen = 0;
    for (const { id } of departments)
      seen += objectsAt(await probe.get('user/simplelist', { department_id: String(id) }), 'userlist').length;
    if (seen === 0)
      return bad(
        words('应用看不到任何成员', 'The app sees nobody'),
        words(
          '管理后台 → 应用管理 → 打开这个应用 → 可见范围，选上门店部门或全公司',
          'Console → apps → open the app → visible range: choose the departments of the stores, or the whole corp',
        ),
      );
    return good(words(`能看到 ${seen} 位成员`, `${seen} members are seen`));
  },
});

export const callable = check({
  key: 'callable',
  words: words('客户联系 → 可调用接口的应用', 'Customer contact → apps that may call'),
  after: ['trusted_ip'],
  look: async ({ probe }) => {
    const users = textsAt(await probe.get('externalcontact/get_follow_user_list'), 'follow_user');
    if (users.length === 0)
      return bad(
        words('没有成员能添加客户', 'No member may have customers'),
        words(
          '管理后台 → 客户与上下游 → 客户联系 → 权限配置 → 使用范围，选上导购',
          'Console → customers → customer contact → permissions → scope: choose the staff',
        ),
      );
    return good(words(`${users.length} 位成员可以添加客户`, `${users.length} members may have customers`));
  },
});
