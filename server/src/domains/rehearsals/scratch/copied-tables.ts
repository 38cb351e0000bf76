/**
 * What of a shop goes into a scratch shop: how it is set up, and nothing about anybody. What is not named here stays behind, so a table that
 * somebody adds is left out until it is named. A column with an expression is written so instead of as it stands.
 */
export const COPIED: readonly {
  readonly table: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly where?: string;
}[] = [
  { table: 'stores.store' },
  { table: 'stores.delivery_area' },
  { table: 'pricing.freight_template' },
  { table: 'pricing.promotion' },
  { table: 'catalog.category' },
  { table: 'catalog.product' },
  { table: 'catalog.sku' },
  // What a SKU costs is told with since when: the newest of each, by nobody.
  {
    table: 'catalog.price_change',
    with: { actor: `'{"kind": "system"}'::jsonb` },
    where:
      'not exists (select from catalog.price_change later where later.sku_id = told.sku_id and later.id > told.id)',
  },
  // What orders of the shop hold is not there for anybody else either.
  { table: 'catalog.stock', with: { on_hand: 'on_hand - reserved', reserved: '0' } },
  { table: 'catalog.synonym' },
  { table: 'catalog.blocked_word' },
  { table: 'benefits.budget' },
  { table: 'benefits.package' },
  { table: 'coupons.template' },
  { table: 'coupons.payment_rule' },
  { table: 'loyalty.level' },
  { table: 'loyalty.card_kind' },
  { table: 'loyalty.member_day' },
  { table: 'loyalty.reward' },
  { table: 'themes.theme' },
  { table: 'themes.slot' },
  { table: 'messaging.template' },
  { table: 'messaging.content' },
  // Lists of people stay empty; rules are looked at when the people are there.
  {
    table: 'audiences.segment',
    with: { version: '0', members: '0', refreshed_at: 'null', claim: 'null', due_at: 'null' },
  },
  { table: 'audiences.segment_use' },
  { table: 'audiences.tag_rule', with: { version: '0', claimed_until: 'null' } },
  { table: 'audiences.category_cycle' },
  { table: 'codes.code', with: { picture: 'null', link: 'null', link_ends_at: 'null', due_at: 'null' } },
  // Nothing is told to systems outside: a closed port, and no secret that could be opened here.
  { table: 'webhooks.webhook', with: { url: "'http://127.0.0.1:9/'", active: 'false' } },
  // They begin when everybody is in her place.
  { table: 'journeys.journey', with: { state: "case when state = 'ended' then 'ended' else 'draft' end" } },
  { table: 'journeys.version' },
  { table: 'journeys.drawing' },
  {
    table: 'platform.setting',
    where:
      "key = any('{shop,audiences.lifecycle,audiences.member_rules,loyalty.check_in,loyalty.growth,loyalty.points,messaging.governance,reviews.rule}')",
  },
];
