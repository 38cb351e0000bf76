import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const codesPages: readonly Page[] = [
  {
    path: '/codes',
    title: words('渠道码', 'Codes'),
    needs: 'codes.read',
    group: 'codes',
    load: async () => (await import('./code-list.tsx')).CodeList,
  },
  {
    path: '/code-results',
    report: 'codes.codes',
    title: words('渠道效果', 'What codes brought'),
    needs: 'codes.read',
    group: 'codes',
    load: async () => (await import('./code-results.tsx')).CodeResults,
  },
  {
    path: '/code-sheets',
    title: words('印刷排版', 'Pages for the printer'),
    needs: 'codes.write',
    group: 'codes',
    load: async () => (await import('./sheet-list.tsx')).SheetList,
  },
  {
    path: '/code-attribution',
    title: words('归因规则', 'Attribution'),
    needs: 'codes.write',
    group: 'codes',
    load: async () => (await import('./attribution-rule.tsx')).AttributionRule,
  },
  {
    path: '/codes/new',
    title: words('新建渠道码', 'New code'),
    needs: 'codes.write',
    load: async () => (await import('./code-form.tsx')).CodeForm,
  },
  {
    path: '/codes/:id',
    title: words('渠道码', 'Code'),
    needs: 'codes.read',
    load: async () => (await import('./code-page.tsx')).CodePage,
  },
  {
    path: '/codes/:id/edit',
    title: words('修改渠道码', 'Change a code'),
    needs: 'codes.write',
    load: async () => (await import('./code-form.tsx')).CodeForm,
  },
];

export const codesPickers: Pickers = {
  code: picker(async () => (await import('./code-picker.tsx')).CodePicker),
  code_channel: picker(async () => (await import('./code-picker.tsx')).ChannelPicker),
};
