import {
  AimOutlined,
  BarChartOutlined,
  ContactsOutlined,
  GiftOutlined,
  HomeOutlined,
  ImportOutlined,
  MessageOutlined,
  NodeIndexOutlined,
  NotificationOutlined,
  QrcodeOutlined,
  SettingOutlined,
  ShareAltOutlined,
  ShopOutlined,
  ShoppingCartOutlined,
  StarOutlined,
  TagsOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type Words, words } from '@huoshui/contracts/words';
import type { ReactNode } from 'react';

type Group = { readonly title: Words; readonly icon: ReactNode };

/** The first level of the navigation, in the order of the loop: sell, know, decide, give, tell, measure. */
export const groups = {
  overview: { title: words('概览', 'Overview'), icon: <HomeOutlined /> },
  catalog: { title: words('商品', 'Products'), icon: <ShopOutlined /> },
  pricing: { title: words('促销', 'Promotions'), icon: <TagsOutlined /> },
  distribution: { title: words('分销', 'Distribution'), icon: <ShareAltOutlined /> },
  orders: { title: words('订单', 'Orders'), icon: <ShoppingCartOutlined /> },
  members: { title: words('会员', 'Members'), icon: <TeamOutlined /> },
  audiences: { title: words('人群', 'Audiences'), icon: <AimOutlined /> },
  benefits: { title: words('权益', 'Benefits'), icon: <GiftOutlined /> },
  loyalty: { title: words('积分签到', 'Loyalty'), icon: <StarOutlined /> },
  journeys: { title: words('旅程', 'Journeys'), icon: <NodeIndexOutlined /> },
  scrm: { title: words('企微', 'WeCom'), icon: <ContactsOutlined /> },
  accounts: { title: words('公众号', 'Official accounts'), icon: <NotificationOutlined /> },
  messaging: { title: words('触达', 'Messages'), icon: <MessageOutlined /> },
  analytics: { title: words('数据', 'Reports'), icon: <BarChartOutlined /> },
  codes: { title: words('渠道码', 'Codes'), icon: <QrcodeOutlined /> },
  imports: { title: words('导入', 'Import'), icon: <ImportOutlined /> },
  settings: { title: words('设置', 'Settings'), icon: <SettingOutlined /> },
} as const satisfies Readonly<Record<string, Group>>;

export type GroupKey = keyof typeof groups;
