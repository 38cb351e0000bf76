import {
  AimOutlined,
  BarChartOutlined,
  GiftOutlined,
  HomeOutlined,
  ImportOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingCartOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Permission } from '../ground/permissions.ts';
import type { useAppText } from './app-texts.ts';

type TextKey = Parameters<ReturnType<typeof useAppText>>[0];
export type NavPage = { readonly path: string; readonly label: TextKey; readonly needs?: Permission };
export type NavGroup = { readonly label: TextKey; readonly icon: ReactNode; readonly pages: readonly NavPage[] };

/** In the order of the loop: sell, know, decide, give, tell, measure. Only what exists. A group of one has no second level. */
export const navigation: readonly NavGroup[] = [
  { label: 'overview', icon: <HomeOutlined />, pages: [{ path: '/', label: 'overview' }] },
  {
    label: 'catalog',
    icon: <ShopOutlined />,
    pages: [
      { path: '/products', label: 'products' },
      { path: '/categories', label: 'categories' },
      { path: '/stock', label: 'stock' },
    ],
  },
  {
    label: 'orders_group',
    icon: <ShoppingCartOutlined />,
    pages: [
      { path: '/orders', label: 'orders' },
      { path: '/refunds', label: 'refunds' },
    ],
  },
  {
    label: 'members_group',
    icon: <TeamOutlined />,
    pages: [
      { path: '/members', label: 'members' },
      { path: '/tags', label: 'tags' },
    ],
  },
  {
    label: 'audiences',
    icon: <AimOutlined />,
    pages: [
      { path: '/lifecycle', label: 'lifecycle' },
      { path: '/rfm', label: 'rfm' },
    ],
  },
  {
    label: 'benefits',
    icon: <GiftOutlined />,
    pages: [
      { path: '/coupons', label: 'coupons' },
      { path: '/promotions', label: 'promotions' },
      { path: '/grants', label: 'grants' },
      { path: '/budgets', label: 'budgets' },
    ],
  },
  {
    label: 'journeys_group',
    icon: <NodeIndexOutlined />,
    pages: [
      { path: '/journeys', label: 'journeys' },
      { path: '/playbooks', label: 'playbooks' },
    ],
  },
  {
    label: 'messaging',
    icon: <MessageOutlined />,
    pages: [
      { path: '/message-templates', label: 'templates' },
      { path: '/outbound', label: 'outbound' },
      { path: '/governance', label: 'governance' },
    ],
  },
  {
    label: 'analytics',
    icon: <BarChartOutlined />,
    pages: [
      { path: '/retention', label: 'retention' },
      { path: '/funnel', label: 'funnel' },
      { path: '/repurchase', label: 'repurchase' },
      { path: '/events', label: 'events' },
    ],
  },
  { label: 'imports', icon: <ImportOutlined />, pages: [{ path: '/imports', label: 'imports' }] },
  {
    label: 'settings',
    icon: <SettingOutlined />,
    pages: [
      { path: '/settings/shop', label: 'settings_shop' },
      { path: '/settings/lifecycle', label: 'settings_lifecycle' },
      { path: '/settings/operators', label: 'settings_operators', needs: 'operators.read' },
      { path: '/settings/audit', label: 'settings_audit', needs: 'audit.read' },
    ],
  },
];

/** What a role may not read is not offered. */
export function navigationFor(can: (permission: Permission) => boolean): readonly NavGroup[] {
  return navigation.map((group) => ({
    ...group,
    pages: group.pages.filter((page) => page.needs === undefined || can(page.needs)),
  }));
}

/** The page of the navigation that an address belongs to: `/orders/ord_1` belongs to `/orders`. */
export function pageOf(pathname: string): NavPage | undefined {
  const pages = navigation.flatMap((group) => group.pages);
  return pages
    .filter(({ path }) => pathname === path || (path !== '/' && pathname.startsWith(`${path}/`)))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
