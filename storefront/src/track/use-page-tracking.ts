import { useDidHide, useDidShow, useRouter, useUnload } from '@tarojs/taro';
import { useRef } from 'react';
import { enterPage, flushEvents, track } from './track.ts';

/** One page_view whenever the page comes to the front, one page_leave with the milliseconds it stayed there. */
export function usePageTracking(facts: { readonly productId?: string; readonly categoryId?: string } = {}): void {
  const { path, params } = useRouter();
  const since = useRef<number | null>(null);
  const page = path.replace(/^\//, '').replace(/\?.*$/, '');

  const leave = () => {
    if (since.current === null) return;
    track('page_leave', { page, value: Math.min(Date.now() - since.current, 3_600_000), ...facts });
    since.current = null;
    void flushEvents();
  };
  useDidShow(() => {
    enterPage(page);
    since.current = Date.now();
    track('page_view', { page, ...facts, ...(typeof params.m === 'string' ? { props: { message: params.m } } : {}) });
  });
  useDidHide(leave);
  useUnload(leave);
}
