import { productStatus } from '@huoshui/contracts/words/catalog';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Form, Input, Radio, Select, Switch, TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api } from '../../ground/api.ts';
import { useLocked } from '../../ground/may.tsx';
import { Pick } from '../../ui/form/fields/picker-field.tsx';
import { FormPage, FormSection } from '../../ui/form/form-page.tsx';
import { numberFault } from '../../ui/form/number-fault.ts';
import { NumberItem } from '../../ui/form/number-item.tsx';
import { Loaded } from '../../ui/loaded.tsx';
import { optionsOf, useWords } from '../../ui/words.ts';
import { categoryTree, useCategories } from './categories.ts';
import { limitDaysRule, limitRule, memberLimitRule, skuRules, sortRule } from './number-rules.ts';
import { PicturesInput } from './pictures-input.tsx';
import { PriceTrend } from './price-trend.tsx';
import { ProductPreview } from './product-preview.tsx';
import { type Product, ProductStatusTag } from './product-status.tsx';
import { bodyOf, newProduct, type ProductValues, valuesOf } from './product-values.ts';
import { SaleWindow } from './sale-window.tsx';
import { SkuEditor, type Variants } from './sku-editor.tsx';
import { combinations, mostSkus } from './sku-matrix.ts';
import { useCatalogText } from './texts.ts';
import { VideoInput } from './video-input.tsx';

export function ProductForm() {
  const { id } = useParams();
  return id === undefined ? <Editor product={null} /> : <Existing id={id} />;
}

function Existing({ id }: { readonly id: string }) {
  const query = useQuery({
    queryKey: ['products', 'one', id],
    queryFn: async () => api('GET /api/admin/products/:id', { params: { id } }),
  });
  return <Loaded query={query}>{(product) => <Editor product={product} />}</Loaded>;
}

function Editor({ product }: { readonly product: Product | null }) {
  const t = useCatalogText();
  const locked = useLocked(product === null ? 'POST /api/admin/products' : 'PUT /api/admin/products/:id');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const initial = useMemo(() => (product === null ? newProduct : valuesOf(product)), [product]);
  const save = async (values: ProductValues) => {
    const body = bodyOf(values);
    if (body === null) throw new Error('the form let an incomplete product through');
    const saved =
      product === null
        ? await api('POST /api/admin/products', { body })
        : await api('PUT /api/admin/products/:id', { params: { id: product.id }, body, revision: product.revision });
    await Promise.all(
      ['products', 'stock', 'categories'].map(async (name) => queries.invalidateQueries({ queryKey: [name] })),
    );
    if (product === null) await navigate(`/products/${saved.id}`);
  };
  return (
    <FormPage<ProductValues>
      back={{ to: '/products', label: t('title') }}
      title={product === null ? t('new') : product.name}
      state={product && <ProductStatusTag of={product} />}
      initial={initial}
      onSave={save}
      locked={locked}
      preview={(values) => <ProductPreview values={values} />}
    >
      <Basics />
      <FormSection title={t('section_pictures')} purpose={t('section_pictures_purpose')}>
        <Form.Item name="images" rules={[{ required: true, type: 'array', min: 1, message: t('picture_required') }]}>
          <PicturesInput most={9} of={t('section_pictures')} main />
        </Form.Item>
        <Form.Item name="video" label={t('video')} extra={t('video_help')}>
          <VideoInput />
        </Form.Item>
      </FormSection>
      <FormSection title={t('section_skus')} purpose={t('section_skus_purpose')}>
        <Form.Item name="variants" rules={[{ validator: async (_, variants: Variants) => checkVariants(variants, t) }]}>
          <SkuEditor />
        </Form.Item>
      </FormSection>
      <Details />
      {product !== null && <PriceTrend productId={product.id} />}
    </FormPage>
  );
}

async function checkVariants({ options, skus }: Variants, t: ReturnType<typeof useCatalogText>): Promise<void> {
  const names = options.map((option) => option.name.trim());
  if (combinations(options).length > mostSkus) throw new Error(t('sku_too_many'));
  if (new Set(names).size !== names.length || names.includes('')) throw new Error(t('option_duplicate'));
  const long = [
    ...names.filter((name) => name.length > 10),
    ...options.flatMap(({ values }) => values.filter(tooLong)),
  ];
  if (long[0] !== undefined) throw new Error(t('option_long', { text: long[0] }));
  if (options.some(({ values }) => values.length > 20)) throw new Error(t('option_many'));
  if (skus.some((sku) => sku.price === null)) throw new Error(t('sku_price_rule'));
  // Each says its own reason under itself.
  if (skus.some((sku) => amounts.some((key) => numberFault(skuRules[key], sku[key]) !== null)))
    throw new Error(t('sku_number_rule'));
}

/** Counted, never cut. */
const counted = (max: number) => ({ max, show: true });

const tooLong = (value: string): boolean => value.length > 20;
const amounts = ['price', 'memberPrice', 'listPrice', 'costPrice', 'onHand', 'weight'] as const;

function Basics() {
  const t = useCatalogText();
  const categories = useCategories();
  return (
    <FormSection title={t('section_basic')}>
      <Form.Item name="name" label={t('name')} rules={[{ required: true, whitespace: true, max: 60 }]}>
        <Input count={counted(60)} placeholder={t('name_hint')} />
      </Form.Item>
      <Form.Item name="subtitle" label={t('subtitle')} rules={[{ max: 80 }]}>
        <Input count={counted(80)} placeholder={t('subtitle_hint')} />
      </Form.Item>
      <div className="hs-split-even">
        <Form.Item name="categoryId" label={t('category')} rules={[{ required: true }]}>
          <TreeSelect
            treeDefaultExpandAll
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={categoryTree(categories.data?.items ?? [])}
          />
        </Form.Item>
        <Form.Item name="origin" label={t('origin')} rules={[{ max: 40 }]}>
          <Input />
        </Form.Item>
      </div>
      <Form.Item name="tags" label={t('tags')} rules={[{ type: 'array', max: 8 }]}>
        <Select
          mode="tags"
          open={false}
          suffixIcon={null}
          maxCount={8}
          tokenSeparators={[',', '，', '、']}
          placeholder={t('tags_hint')}
        />
      </Form.Item>
    </FormSection>
  );
}

function Details() {
  const t = useCatalogText();
  const say = useWords();
  return (
    <>
      <FormSection title={t('section_detail')}>
        <Form.Item name="detail" label={t('detail')} extra={t('detail_help')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 12 }} />
        </Form.Item>
        <Form.Item name="detailImages" label={t('detail_images')} extra={t('detail_images_help')}>
          <PicturesInput most={20} of={t('detail_images')} />
        </Form.Item>
        <Form.Item name="care" label={t('care')} extra={t('care_help')} rules={[{ max: 300 }]}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} count={counted(300)} />
        </Form.Item>
      </FormSection>
      <FormSection title={t('section_sale')}>
        <Form.Item name="status" label={t('status')} extra={t('status_help')}>
          <Radio.Group options={optionsOf(productStatus, say)} />
        </Form.Item>
        <SaleWindow />
        <Form.Item name="freightTemplateId" label={t('freight')} extra={t('freight_help')}>
          <FreightInput label={t('freight')} />
        </Form.Item>
        <Form.Item name="pickup" label={t('pickup')} extra={t('pickup_help')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <div className="hs-inline" style={{ gap: 32, alignItems: 'flex-start' }}>
          <NumberItem name="limitPerOrder" of={limitRule} placeholder={t('limit_none')} />
          <NumberItem name="limitPerMember" of={memberLimitRule} placeholder={t('limit_none')} />
          <NumberItem name="limitDays" of={limitDaysRule} placeholder={t('limit_ever')} extra={t('limit_days_help')} />
          <NumberItem name="sort" of={sortRule} extra={t('sort_help')} />
        </div>
      </FormSection>
    </>
  );
}

type FreightInputProps = {
  readonly label: string;
  readonly id?: string;
  readonly value?: string | null;
  readonly disabled?: boolean;
  readonly onChange?: (id: string | null) => void;
};

function FreightInput({ value = null, onChange, ...rest }: FreightInputProps) {
  return (
    <Pick
      of="freight_template"
      many={false}
      value={value === null ? [] : [value]}
      onChange={(ids) => onChange?.(ids[0] ?? null)}
      {...rest}
    />
  );
}
