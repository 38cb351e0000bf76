import { createBrowserRouter, type RouteObject } from 'react-router';
import { PageError } from '../ui/page-error.tsx';
import { Shell } from './shell.tsx';

type Page = () => Promise<{ readonly Component: React.ComponentType }>;

/** Every page is its own chunk; only the shell and the sign-in page are loaded at once. */
const pages: Readonly<Record<string, Page>> = {
  '/': async () => ({ Component: (await import('../domains/overview/overview.tsx')).Overview }),
  '/products': async () => ({ Component: (await import('../domains/catalog/product-list.tsx')).ProductList }),
  '/products/new': async () => ({ Component: (await import('../domains/catalog/product-form.tsx')).ProductForm }),
  '/products/:id': async () => ({ Component: (await import('../domains/catalog/product-form.tsx')).ProductForm }),
  '/categories': async () => ({ Component: (await import('../domains/catalog/category-list.tsx')).CategoryList }),
  '/stock': async () => ({ Component: (await import('../domains/catalog/stock-list.tsx')).StockList }),
  '/orders': async () => ({ Component: (await import('../domains/orders/order-list.tsx')).OrderList }),
  '/orders/:id': async () => ({ Component: (await import('../domains/orders/order-page.tsx')).OrderPage }),
  '/refunds': async () => ({ Component: (await import('../domains/orders/refund-list.tsx')).RefundList }),
  '/members': async () => ({ Component: (await import('../domains/members/member-list.tsx')).MemberList }),
  '/members/:id': async () => ({ Component: (await import('../domains/members/member-page.tsx')).MemberPage }),
  '/tags': async () => ({ Component: (await import('../domains/members/tag-list.tsx')).TagList }),
  '/lifecycle': async () => ({ Component: (await import('../domains/audiences/lifecycle.tsx')).Lifecycle }),
  '/rfm': async () => ({ Component: (await import('../domains/audiences/rfm.tsx')).Rfm }),
  '/coupons': async () => ({ Component: (await import('../domains/coupons/coupon-list.tsx')).CouponList }),
  '/coupons/new': async () => ({ Component: (await import('../domains/coupons/coupon-form.tsx')).CouponForm }),
  '/coupons/:id': async () => ({ Component: (await import('../domains/coupons/coupon-form.tsx')).CouponForm }),
  '/promotions': async () => ({ Component: (await import('../domains/pricing/promotion-list.tsx')).PromotionList }),
  '/promotions/new': async () => ({ Component: (await import('../domains/pricing/promotion-form.tsx')).PromotionForm }),
  '/promotions/:id': async () => ({ Component: (await import('../domains/pricing/promotion-form.tsx')).PromotionForm }),
  '/grants': async () => ({ Component: (await import('../domains/benefits/grant-list.tsx')).GrantList }),
  '/budgets': async () => ({ Component: (await import('../domains/benefits/budget-list.tsx')).BudgetList }),
  '/journeys': async () => ({ Component: (await import('../domains/journeys/journey-list.tsx')).JourneyList }),
  '/journeys/:id': async () => ({ Component: (await import('../domains/journeys/journey-page.tsx')).JourneyPage }),
  '/playbooks': async () => ({ Component: (await import('../domains/journeys/playbook-gallery.tsx')).PlaybookGallery }),
  '/playbooks/:key': async () => ({ Component: (await import('../domains/journeys/playbook-form.tsx')).PlaybookForm }),
  '/message-templates': async () => ({
    Component: (await import('../domains/messaging/template-list.tsx')).TemplateList,
  }),
  '/message-templates/:id': async () => ({
    Component: (await import('../domains/messaging/template-form.tsx')).TemplateForm,
  }),
  '/outbound': async () => ({ Component: (await import('../domains/messaging/outbound-list.tsx')).OutboundList }),
  '/governance': async () => ({ Component: (await import('../domains/messaging/governance.tsx')).Governance }),
  '/retention': async () => ({ Component: (await import('../domains/analytics/retention.tsx')).Retention }),
  '/funnel': async () => ({ Component: (await import('../domains/analytics/funnel.tsx')).Funnel }),
  '/repurchase': async () => ({ Component: (await import('../domains/analytics/repurchase.tsx')).Repurchase }),
  '/events': async () => ({ Component: (await import('../domains/analytics/event-list.tsx')).EventList }),
  '/imports': async () => ({ Component: (await import('../domains/imports/import-list.tsx')).ImportList }),
  '/imports/:id': async () => ({ Component: (await import('../domains/imports/import-page.tsx')).ImportPage }),
  '/settings/shop': async () => ({ Component: (await import('../domains/settings/shop-form.tsx')).ShopForm }),
  '/settings/lifecycle': async () => ({
    Component: (await import('../domains/audiences/lifecycle-rules.tsx')).LifecycleRules,
  }),
  '/settings/operators': async () => ({
    Component: (await import('../domains/settings/operator-list.tsx')).OperatorList,
  }),
  '/settings/audit': async () => ({ Component: (await import('../domains/settings/audit-list.tsx')).AuditList }),
  '/settings/password': async () => ({
    Component: (await import('../domains/settings/password-form.tsx')).PasswordForm,
  }),
};

const pageRoutes: RouteObject[] = Object.entries(pages).map(([path, lazy]) => ({ path, lazy }));

export const basename = '/console';

export const router = createBrowserRouter(
  [
    {
      path: '/sign-in',
      lazy: async () => ({ Component: (await import('./sign-in.tsx')).SignIn }),
      ErrorBoundary: PageError,
      HydrateFallback: () => null,
    },
    {
      Component: Shell,
      ErrorBoundary: PageError,
      HydrateFallback: () => null,
      // A page that throws loses only itself: the shell stays.
      children: [{ ErrorBoundary: PageError, children: [...pageRoutes, { path: '*', Component: PageError }] }],
    },
  ],
  { basename },
);
