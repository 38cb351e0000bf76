import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  noToken: ['登录没有成功，请稍后再试', 'Could not sign in, please try again later'],
  slow: ['网络有点慢，请再试一次', 'The network is slow, please try again'],
  network: ['网络不太通畅，请检查网络后再试', 'No network, please check your connection and try again'],
  serverFailed: ['服务开小差了，请稍后再试', 'The shop has a problem, please try again later'],
  failed: ['请求没有成功，请稍后再试', 'That did not work, please try again later'],
  trouble: ['出了点问题，请稍后再试', 'Something went wrong, please try again later'],
  quoted: ['{message}（{code}）', '{message} ({code})'],
  noRoute: ['没有这样的请求：{route}', 'There is no such request: {route}'],
});
