import { type Answer, api, useLoad } from '../api/index.ts';
import type { Loaded } from '../api/use-load.ts';
import { useAsk } from '../messaging/ask.ts';
import { Button } from '../ui/Button.tsx';
import { attempt, toast } from '../ui/toast.ts';
import type { Product, Sku } from './sku.ts';
import { t } from './texts.ts';

type Interest = Answer<'PUT /api/shop/products/:id/visit'>;

/** Where she can ask to be told of a SKU, and whether she has. */
export type BackInStock = {
  readonly offered: (sku: Sku) => boolean;
  readonly asked: (sku: Sku) => boolean;
  readonly put: (interest: Interest) => void;
};

/** What she has to do with the product; asking for it is a visit of hers. */
export function useInterest(id: string): Loaded<Interest> {
  return useLoad(async () => api('PUT /api/shop/products/:id/visit', { params: { id } }), [id], { fresh: true });
}

export function backInStock({ status, sale }: Product, { data, put }: Loaded<Interest>): BackInStock {
  const sells = status === 'on_sale' && sale === 'open';
  const asked = ({ id }: Sku) => data?.waitsFor.includes(id) ?? false;
  return {
    offered: (sku) => sells && sku.available <= 0 && (data?.mayAsk === true || asked(sku)),
    asked,
    put,
  };
}

type Props = { readonly sku: Sku; readonly back: BackInStock; readonly className?: string | undefined };

/** 到货提醒我: asked once; WeChat is asked for the one message that will tell her. */
export function BackButton({ sku, back, className = '' }: Props) {
  const { ask: consent } = useAsk('back_in_stock');
  const asked = back.asked(sku);
  const ask = async () => {
    await consent();
    const now = await attempt(async () => api('PUT /api/shop/stock-requests/:id', { params: { id: sku.id } }));
    if (now === null) return;
    back.put(now);
    toast(t('willTellBack'));
  };
  return (
    <Button kind="soft" className={className} disabled={asked} onClick={ask}>
      {asked ? t('willTellBack') : t('tellBack')}
    </Button>
  );
}
