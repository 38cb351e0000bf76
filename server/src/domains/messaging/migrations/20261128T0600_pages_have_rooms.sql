-- Pages of the mini program moved into the rooms of their domains. What has been sent keeps the address it was sent with:
-- the storefront knows the old ones.
update messaging.template set page =
  replace(replace(replace(replace(replace(page,
    'pages/order/detail', 'orders/pages/order'),
    'pages/coupons/index', 'coupons/pages/wallet'),
    'pages/product/detail', 'catalog/pages/product'),
    'pages/cart/index', 'cart/pages/cart'),
    'pages/index/index', 'home/pages/home');
