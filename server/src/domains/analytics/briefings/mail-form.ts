import { words } from '@huoshui/contracts/words';
import { mailSafety } from '@huoshui/contracts/words/briefings';
import { form } from '../../../platform/form/form.ts';

/** No list of all that RFC 5322 allows: what mail systems of today take, without quotes and comments. */
export const isMail = (text: string): boolean =>
  /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
    text,
  );

export const mailForm = form({
  fields: [
    {
      key: 'host',
      label: words('服务器地址', 'Server'),
      hint: words('如 smtp.example.com', 'as smtp.example.com'),
      kind: 'text',
      max: 200,
    },
    {
      key: 'safety',
      label: words('连接方式', 'Connection'),
      kind: 'choice',
      options: [
        { value: 'tls', label: mailSafety.tls },
        { value: 'starttls', label: mailSafety.starttls },
        { value: 'none', label: mailSafety.none },
      ],
      initial: 'tls',
    },
    { key: 'port', label: words('端口', 'Port'), kind: 'count', min: 1, max: 65_535, initial: 465 },
    { key: 'login', label: words('账号', 'Login'), kind: 'text', optional: true, max: 200 },
    {
      key: 'password',
      label: words('密码或授权码', 'Password'),
      hint: words('加密保存，不再显示；不填就用原来的', 'Kept encrypted and never shown; empty keeps the one before'),
      kind: 'text',
      optional: true,
      max: 400,
    },
    { key: 'from', label: words('发件地址', 'Sender address'), kind: 'text', max: 200 },
    { key: 'fromName', label: words('发件人名称', 'Sender name'), kind: 'text', optional: true, max: 60 },
  ],
  problem: ({ host, from }) => {
    if (!/^[A-Za-z0-9.:[\]-]+$/.test(host)) return { at: 'host', words: words('不是服务器地址', 'This is no server') };
    return isMail(from) ? null : { at: 'from', words: words('不是邮箱地址', 'This is no mail address') };
  },
  sentence: ({ host, port, from }) =>
    words(`从 ${from} 经 ${host}:${port} 发邮件`, `Mail goes from ${from} by ${host}:${port}`),
});
