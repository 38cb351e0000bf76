import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useMemo, useRef, useState } from 'react';
import { api, useLoad } from '../api/index.ts';
import { isSheetUp } from '../ui/Sheet.tsx';
import { Floating } from './Floating.tsx';
import { PopUp } from './PopUp.tsx';
import { Slots } from './Slots.tsx';
import { type PlacedOn, type Placement, quietly, type Showing, showingOf } from './showing.ts';

/** She sees the page first. */
const pauseMs = 600;

type Props = {
  readonly page: PlacedOn;
  /** What a page of goods shows: some are for certain goods alone. */
  readonly product?: string;
  readonly category?: string;
  readonly className?: string | undefined;
  /** Answered with the page that it stands in. */
  readonly items?: readonly Placement[];
};

/** What the shop has placed on a page: slots where this stands, one floating icon, one pop-up. Nothing where nothing is, or no network. */
export function Placements({ page, product, category, className, items }: Props) {
  const query = { page, ...(product ? { product } : {}), ...(category ? { category } : {}) };
  const load = useLoad(
    async () => (items === undefined ? quietly(async () => api('GET /api/shop/placements', { query })) : null),
    [page, product, category],
    { fresh: items === undefined },
  );
  const placed = items ?? load.data?.items;
  const kept = useRef(new Map<string, Showing>());
  const showings = useMemo(() => (placed ?? []).map((one) => keep(kept.current, one, page)), [placed, page]);
  const [floating] = useAllowed(showings.filter(({ placement }) => placement.kind === 'floating'));
  const slots = useAllowed(showings.filter(({ placement }) => placement.kind === 'banner'));
  const popup = usePopUp(showings.find(({ placement }) => placement.kind === 'popup') ?? null);
  return (
    <>
      <Slots showings={slots} className={className} />
      {floating !== undefined && <Floating key={floating.key} showing={floating} />}
      {popup.showing !== null && <PopUp showing={popup.showing} onGone={popup.gone} />}
    </>
  );
}

/** What stands in the page is one showing for as long as the page is open, however often she comes back to it; a pop-up comes anew. */
function keep(kept: Map<string, Showing>, placement: Placement, page: PlacedOn): Showing {
  const before = kept.get(placement.id);
  if (
    before !== undefined &&
    placement.kind !== 'popup' &&
    JSON.stringify(before.placement) === JSON.stringify(placement)
  )
    return before;
  const showing = showingOf(placement, page);
  kept.set(placement.id, showing);
  return showing;
}

/** Those that need not be allowed, and of the others those that were. */
function useAllowed(showings: readonly Showing[]): readonly Showing[] {
  const [allowed, setAllowed] = useState<readonly string[]>([]);
  const asking = showings.map(({ key }) => key).join(' ');
  const latest = useRef(showings);
  latest.current = showings;
  // The keys stand for the showings, which are made anew only with the page's next answer.
  useEffect(() => {
    if (asking === '') return undefined;
    let current = true;
    for (const showing of latest.current.filter(({ placement }) => placement.asks))
      void showing.appear().then((shown) => shown && current && setAllowed((before) => [...before, showing.key]));
    return () => {
      current = false;
    };
  }, [asking]);
  return showings.filter(({ placement, key }) => !placement.asks || allowed.includes(key));
}

/** Comes a moment after the page, if she is still on it and has opened nothing; goes with the page. */
function usePopUp(next: Showing | null) {
  const [showing, setShowing] = useState<Showing | null>(null);
  const front = useRef(true);
  useDidShow(() => {
    front.current = true;
  });
  useDidHide(() => {
    front.current = false;
    setShowing(null);
  });
  useEffect(() => {
    if (next === null) return undefined;
    let current = true;
    const mayCome = () => current && front.current && !isSheetUp();
    const timer = setTimeout(() => {
      if (!mayCome()) return;
      void next.appear().then((shown) => shown && mayCome() && setShowing(next));
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [next]);
  return { showing, gone: () => setShowing(null) };
}
