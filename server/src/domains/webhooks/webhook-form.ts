import { isIP } from 'node:net';
import { type Words, words } from '@huoshui/contracts/words';
import { form } from '../../platform/form/form.ts';

export const webhookForm = form({
  fields: [
    { key: 'name', label: words('名称', 'Name'), kind: 'text', max: 30 },
    {
      key: 'url',
      label: words('地址', 'Address'),
      hint: words(
        '以 https:// 开头；内网地址和跳转不允许',
        'Begins with https://; no private address, and no redirect',
      ),
      kind: 'text',
      max: 500,
    },
    { key: 'active', label: words('启用', 'On'), kind: 'switch', initial: true },
  ],
  problem: ({ url }) => {
    const wrong = (text: Words) => ({ at: 'url', words: text });
    if (!URL.canParse(url)) return wrong(words('不是有效的地址', 'This is no address'));
    const { protocol, username, password, hostname } = new URL(url);
    if (protocol !== 'https:' && protocol !== 'http:')
      return wrong(words('要以 https:// 开头', 'It has to begin with https://'));
    if (username !== '' || password !== '')
      return wrong(words('地址里不要带账号密码', 'Leave login and password out of it'));
    if (protocol === 'http:' && isIP(hostname) === 0 && hostname !== 'localhost')
      return wrong(words('内容会被路上的人看到，请用 https://', 'Anybody on the way could read it: use https://'));
    return null;
  },
  sentence: ({ name, url }) => {
    const host = URL.canParse(url) ? new URL(url).host : url;
    return words(`把旅程里的事告诉「${name}」（${host}）`, `Tells “${name}” (${host}) what happens in journeys`);
  },
});
