import { defineTexts } from '../../ui/texts.ts';

export const { useText: useAccountText } = defineTexts('account', {
  title: ['我的账号', 'My account'],
  purpose: ['在哪里登录着，怎样登录。', 'Where you are signed in, and how.'],
  change_password: ['修改密码', 'Change password'],
  sessions: ['登录设备', 'Signed in on'],
  sessions_purpose: [
    '12 小时没有操作，或登录满 7 天，会自动退出。有不认识的，退出它并改密码。',
    'Ends after 12 hours without use, and a week after the sign-in in any case. If there is one you do not know, sign it out and change your password.',
  ],
  sessions_of: ['{{name}} 的登录设备', 'Where {{name}} is signed in'],
  sessions_act: ['登录设备', 'Devices'],
  device: ['设备', 'Device'],
  this_one: ['当前', 'This one'],
  address: ['IP 地址', 'Address'],
  seen: ['最近使用', 'Last used'],
  signed_in_at: ['登录时间', 'Signed in'],
  ends_at: ['到期', 'Ends'],
  nowhere: ['没有登录', 'Signed in nowhere'],
  end: ['退出', 'Sign out'],
  ended: ['已退出', 'Signed out'],
  end_others: ['退出其他设备', 'Sign out elsewhere'],
  end_others_title: ['退出其他 {{n}} 处登录？', 'Sign out on {{n}} other devices?'],
  end_others_body: ['那些页面上没保存的内容会丢。当前设备不受影响。', 'What was not saved there is lost. This one stays signed in.'],
  end_all: ['全部退出', 'Sign out everywhere'],
  end_all_title: ['让「{{name}}」退出全部登录？', 'Sign “{{name}}” out everywhere?'],
  end_all_body: ['账号仍然可以重新登录；要禁止登录请停用。', 'The account can sign in again; disable it to keep it out.'],
});
