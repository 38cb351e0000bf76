import { defineTexts } from '../ui/texts.ts';

export const t = defineTexts({
  taken: ['领到了「{name}」', '“{name}” is yours'],
  close: ['关闭{name}', 'Close {name}'],
  popup: ['弹窗', 'the pop-up'],
});
