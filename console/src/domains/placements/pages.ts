import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const placementsPages: readonly Page[] = [
  {
    path: '/placements',
    title: words('弹窗与资源位', 'Pop-ups and slots'),
    needs: 'placements.read',
    group: 'pricing',
    load: async () => (await import('./placement-list.tsx')).PlacementList,
  },
  {
    path: '/placement-pace',
    title: words('弹窗间隔', 'Distance of pop-ups'),
    needs: 'placements.write',
    group: 'pricing',
    load: async () => (await import('./pace-rule.tsx')).PaceRule,
  },
  {
    path: '/placements/new',
    title: words('新建弹窗或资源位', 'New pop-up or slot'),
    needs: 'placements.write',
    load: async () => (await import('./placement-form.tsx')).PlacementForm,
  },
  {
    path: '/placements/:id',
    title: words('弹窗或资源位', 'Pop-up or slot'),
    needs: 'placements.read',
    load: async () => (await import('./placement-page.tsx')).PlacementPage,
  },
  {
    path: '/placements/:id/edit',
    title: words('修改弹窗或资源位', 'Change a pop-up or slot'),
    needs: 'placements.write',
    load: async () => (await import('./placement-form.tsx')).PlacementForm,
  },
];

export const placementsPickers: Pickers = {
  placement: picker(async () => (await import('./placement-picker.tsx')).PlacementPicker),
};
