import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const journeysPages: readonly Page[] = [
  {
    path: '/journeys',
    title: words('旅程', 'Journeys'),
    needs: 'journeys.read',
    group: 'journeys',
    load: async () => (await import('./journey-list.tsx')).JourneyList,
  },
  {
    path: '/journeys/:id',
    title: words('旅程详情', 'Journey'),
    needs: 'journeys.read',
    load: async () => (await import('./journey-page.tsx')).JourneyPage,
  },
  {
    path: '/journeys/:id/drawing',
    title: words('旅程画布', 'Journey canvas'),
    needs: 'journeys.write',
    load: async () => (await import('./canvas/drawing-page.tsx')).DrawingPage,
  },
  {
    path: '/journeys/:id/settings',
    title: words('修改旅程设置', 'Journey settings'),
    needs: 'journeys.read',
    load: async () => (await import('./journey-settings.tsx')).JourneySettings,
  },
  {
    path: '/playbooks',
    title: words('剧本库', 'Playbooks'),
    needs: 'journeys.read',
    group: 'journeys',
    load: async () => (await import('./playbook-gallery.tsx')).PlaybookGallery,
  },
  {
    path: '/journey-keys',
    title: words('接口密钥', 'Keys of systems'),
    needs: 'journeys.read',
    group: 'journeys',
    order: 7,
    load: async () => (await import('./keys/key-list.tsx')).KeyList,
  },
  {
    path: '/playbooks/:key',
    title: words('设置剧本', 'Playbook'),
    needs: 'journeys.read',
    load: async () => (await import('./playbook-form.tsx')).PlaybookForm,
  },
];

/** What of the domain forms pick. */
export const journeysPickers: Pickers = {
  journey: picker(async () => (await import('./journey-picker.tsx')).JourneyPicker),
};
