import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { BargainOffer } from '../../activities/BargainOffer.tsx';
import { FlashOffer } from '../../activities/FlashOffer.tsx';
import { TeamOffers } from '../../activities/TeamOffers.tsx';
import { ApiFailure, api, useLoad } from '../../api/index.ts';
import { addToCart, loadCart } from '../../cart/cart.ts';
import { Cooked } from '../../content/Cooked.tsx';
import { sharedPath, useShare } from '../../distribution/use-share.ts';
import { useAsk } from '../../messaging/ask.ts';
import { Extras } from '../../pages/Extras.tsx';
import { Placements } from '../../placements/Placements.tsx';
import { ReviewSummary } from '../../reviews/ReviewSummary.tsx';
import { track } from '../../track/index.ts';
import { useOnce } from '../../track/use-once.ts';
import { Empty, ErrorState } from '../../ui/Empty.tsx';
import { go } from '../../ui/navigate.ts';
import { Page } from '../../ui/Page.tsx';
import { pictureUrl } from '../../ui/Picture.tsx';
import { pages } from '../../ui/pages.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { attempt, toast } from '../../ui/toast.ts';
import { backInStock, useInterest } from '../BackInStock.tsx';
import { BuyBar } from '../BuyBar.tsx';
import { Gallery } from '../Gallery.tsx';
import { loadLimit } from '../limit.ts';
import { OfferRows } from '../OfferRows.tsx';
import { PriceTrend } from '../PriceTrend.tsx';
import { ProductDetail } from '../ProductDetail.tsx';
import { ProductHead } from '../ProductHead.tsx';
import { SaleNotice } from '../SaleNotice.tsx';
import { SkuSheet } from '../SkuSheet.tsx';
import { leadSku, type Sku } from '../sku.ts';
import { t } from '../texts.ts';
import s from './product.module.scss';

export default function ProductPage() {
  const { id = '', trend } = useRouter().params;
  const product = useLoad(async () => api('GET /api/shop/products/:id', { params: { id } }), [id], { fresh: true });
  const offers = useLoad(async () => api('GET /api/shop/products/:id/offers', { params: { id } }), [id], {
    fresh: true,
  });
  const freight = useLoad(async () => api('GET /api/shop/products/:id/freight', { params: { id } }), [id], {
    fresh: true,
  });
  const share = useShare(id);
  const interest = useInterest(id);
  const { ask: askPrice } = useAsk('favourite');
  useLoad(loadCart, []);
  const limited = product.data;
  const limit = useLoad(async () => (limited === null ? null : loadLimit(limited)), [limited], { fresh: true });
  const [choosing, setChoosing] = useState(false);

  const found = product.data;
  useOnce(found?.id ?? null, () =>
    track('product_view', {
      productId: id,
      categoryId: found?.categoryId,
      value: found === null ? 0 : (leadSku(found)?.price ?? 0),
    }),
  );

  if (found === null) {
    const gone = product.failure instanceof ApiFailure && product.failure.status === 404;
    return (
      <Page facts={{ productId: id }}>
        {product.failure === null ? (
          <Skeleton shape="product" />
        ) : gone ? (
          <Empty
            icon="leaf"
            title={t('gone')}
            text={t('goneHint')}
            action={{ label: t('toHome'), onClick: () => go(pages.home) }}
          />
        ) : (
          <ErrorState failure={product.failure} onRetry={() => void product.reload()} />
        )}
      </Page>
    );
  }

  const cart = async (sku: Sku, quantity: number) => {
    if (await addToCart(sku.id, quantity, found.id)) setChoosing(false);
  };
  const buy = (sku: Sku, quantity: number) => {
    setChoosing(false);
    go(`${pages.checkout}?product=${found.id}&sku=${sku.id}&quantity=${quantity}`);
  };
  const keep = async (wanted: boolean) => {
    if (wanted) await askPrice();
    const now = await attempt(async () =>
      wanted
        ? api('PUT /api/shop/favourites/:id', { params: { id } })
        : api('DELETE /api/shop/favourites/:id', { params: { id } }),
    );
    if (now === null) return;
    interest.put(now);
    if (wanted) toast(t('keptToast'));
  };
  const back = backInStock(found, interest);
  return (
    <Page
      facts={{ productId: id, categoryId: found.categoryId }}
      shared={{
        title: found.name,
        path: sharedPath(`${pages.product}?id=${id}`, share?.code),
        imageUrl: pictureUrl(found.images[0] ?? ''),
      }}
      bar={
        <BuyBar
          product={found}
          limit={limit.data}
          onChoose={() => setChoosing(true)}
          onCart={cart}
          onBuy={buy}
          back={back}
        />
      }
    >
      <Gallery images={found.images} video={found.video} />
      <SaleNotice product={found} onTurn={() => void product.reload()} />
      <ProductHead
        product={found}
        offers={offers.data}
        kept={interest.data?.favourite ?? null}
        onKeep={keep}
        share={share}
      />
      <FlashOffer productId={found.id} />
      <BargainOffer productId={found.id} />
      <TeamOffers productId={found.id} />
      <Placements page="product" product={found.id} />
      {trend !== undefined && <PriceTrend productId={found.id} always />}
      <View className={s.rows}>
        <OfferRows
          product={found}
          limit={limit.data}
          offers={offers.data}
          freight={freight.data}
          onChoose={() => setChoosing(true)}
          onTaken={() => void offers.reload()}
        />
      </View>
      {trend === undefined && <PriceTrend productId={found.id} />}
      <ReviewSummary productId={found.id} />
      <Cooked productId={found.id} />
      <Extras kind="product" product={found.id} />
      <ProductDetail product={found} />
      <SkuSheet
        product={found}
        limit={limit.data}
        open={choosing}
        onClose={() => setChoosing(false)}
        onCart={cart}
        onBuy={buy}
        back={back}
      />
    </Page>
  );
}
