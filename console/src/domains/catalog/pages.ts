import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker, type Uploads, upload } from '../../ui/form/fields/picker.ts';

export const catalogPages: readonly Page[] = [
  {
    path: '/products',
    title: words('商品', 'Products'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./product-list.tsx')).ProductList,
  },
  {
    path: '/products/new',
    title: words('新建商品', 'New product'),
    needs: 'catalog.write',
    load: async () => (await import('./product-form.tsx')).ProductForm,
  },
  {
    path: '/products/:id',
    title: words('商品资料', 'Product'),
    needs: 'catalog.read',
    load: async () => (await import('./product-form.tsx')).ProductForm,
  },
  {
    path: '/categories',
    title: words('分类', 'Categories'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./category-list.tsx')).CategoryList,
  },
  {
    path: '/stock',
    title: words('库存', 'Stock'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./stock-list.tsx')).StockList,
  },
  {
    path: '/store-stock',
    title: words('门店库存', 'Store stock'),
    needs: 'store_stock.read',
    group: 'catalog',
    load: async () => (await import('./store-stock-list.tsx')).StoreStockList,
  },
  {
    path: '/lots',
    title: words('批次溯源', 'Lots'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./lot-list.tsx')).LotList,
  },
  {
    path: '/lots/new',
    title: words('新建批次', 'New lot'),
    needs: 'catalog.write',
    load: async () => (await import('./lot-form.tsx')).LotForm,
  },
  {
    path: '/lots/:id',
    title: words('批次', 'Lot'),
    needs: 'catalog.read',
    load: async () => (await import('./lot-form.tsx')).LotForm,
  },
  {
    path: '/lots/:id/labels',
    title: words('溯源标签', 'Labels of a lot'),
    needs: 'catalog.read',
    load: async () => (await import('./lot-labels.tsx')).LotLabels,
  },
  {
    path: '/searches',
    title: words('搜索词', 'Searches'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./search-list.tsx')).SearchList,
  },
  {
    path: '/synonyms',
    title: words('同义词', 'Synonyms'),
    needs: 'catalog.read',
    group: 'catalog',
    load: async () => (await import('./synonym-list.tsx')).SynonymList,
  },
];

/** What of the domain forms pick. */
export const catalogPickers: Pickers = {
  product: picker(async () => (await import('./field-pickers.tsx')).ProductPicker),
  sku: picker(async () => (await import('./field-pickers.tsx')).SkuPicker),
  lot: picker(async () => (await import('./field-pickers.tsx')).LotPicker),
  category: picker(async () => (await import('./field-pickers.tsx')).CategoryPicker),
};

/** How pictures and videos come into any form. */
export const catalogUploads: Uploads = {
  picture: upload(async () => (await import('./uploads.tsx')).PictureUpload),
  video: upload(async () => (await import('./uploads.tsx')).VideoUpload),
};
