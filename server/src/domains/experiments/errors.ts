import { defineErrors } from '../../platform/errors.ts';

export const experimentErrors = defineErrors('experiments', {
  not_found: { status: 404, zh: '没有找到这个实验', en: 'No such experiment' },
  name_taken: { status: 409, zh: '已经有同名的实验', en: 'Another experiment has this name', at: 'name' },
  begun: {
    status: 409,
    zh: '实验开始以后不能再改：改了分流，人会换组，结果就不能比了',
    en: 'It has begun: people would change arms, and nothing could be compared',
  },
  not_running: { status: 409, zh: '实验没有在进行', en: 'It is not running' },
  occupied: {
    status: 409,
    zh: '它上面已经有实验在进行，先结束那一个',
    en: 'Another experiment is running on it: end that first',
  },
  layer_full: {
    status: 409,
    zh: '这一层剩下的流量不够，调小流量或等同层的实验结束',
    en: 'The layer has not as much left: take less, or wait for another of its experiments to end',
  },
  no_subject: {
    status: 404,
    zh: '没有找到要做实验的东西，它可能已经删了',
    en: 'What it is about is not there: it may have been removed',
  },
  nothing_to_vary: {
    status: 409,
    zh: '这种区块没有可以换的内容，做不了实验',
    en: 'A block of this kind has nothing that could be otherwise',
  },
  no_arm: { status: 400, zh: '没有这个版本', en: 'There is no such arm' },
});
