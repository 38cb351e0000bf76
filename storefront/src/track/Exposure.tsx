import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTrack } from './in-block.ts';
import type { Facts } from './tracker.ts';

type Props = {
  readonly children: ReactNode;
  readonly className?: string;
  readonly slot: string;
  readonly facts: Facts;
  readonly onSeen?: () => void;
};

let count = 0;
/** Half of it on the screen for a second: seen. Less is a scroll past. */
const seenRatio = 0.5;
const seenMs = 1_000;

/** Tells once per mount that its child was really seen. */
export function Exposure({ children, className, slot, facts, onSeen }: Props) {
  const id = useMemo(() => {
    count += 1;
    return `seen-${count}`;
  }, []);
  const track = useTrack();
  const latest = useRef(facts);
  latest.current = facts;
  const telling = useRef(track);
  telling.current = track;
  const seen = useRef(onSeen);
  seen.current = onSeen;

  useEffect(() => {
    const page = Taro.getCurrentInstance().page;
    if (!page) return undefined;
    const observer = Taro.createIntersectionObserver(page, { thresholds: [0, seenRatio] });
    let timer: ReturnType<typeof setTimeout> | undefined;
    observer.relativeToViewport().observe(`#${id}`, ({ intersectionRatio = 0 }) => {
      clearTimeout(timer);
      if (intersectionRatio < seenRatio) return;
      timer = setTimeout(() => {
        observer.disconnect();
        telling.current('exposure', { ...latest.current, props: { slot, ...latest.current.props } });
        seen.current?.();
      }, seenMs);
    });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
    };
  }, [id, slot]);

  return (
    <View id={id} className={className}>
      {children}
    </View>
  );
}
