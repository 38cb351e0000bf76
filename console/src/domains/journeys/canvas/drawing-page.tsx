import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { api } from '../../../ground/api.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { useJourneyKit } from '../journey-state.tsx';
import type { Drawing } from './drawing.ts';
import { Editor } from './editor.tsx';
import { useCanvasText } from './texts.ts';
import { useDrawing } from './use-drawing.ts';

/** Counts are live, and a colleague may draw too. */
const LOOK_EVERY = 15_000;

/** A journey on the canvas: opening it begins a drawing, or goes on with the one that is there. */
export function DrawingPage() {
  const { id = '' } = useParams();
  const opened = useQuery({
    queryKey: ['drawing', 'opened', id],
    queryFn: async () => api('POST /api/admin/journeys/:id/drawing', { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return <Loaded query={opened}>{(drawing) => <Opened key={drawing.id} drawing={drawing} />}</Loaded>;
}

function Opened({ drawing }: { readonly drawing: Drawing }) {
  const t = useCanvasText();
  const { message } = App.useApp();
  const kit = useJourneyKit();
  const editing = useDrawing(drawing);
  const { look, closed } = editing;
  const { data } = useQuery({
    queryKey: ['drawing', 'looked', drawing.id],
    queryFn: async () => api('GET /api/admin/drawings/:id', { params: { id: drawing.id } }),
    enabled: !closed,
    refetchInterval: LOOK_EVERY,
    gcTime: 0,
  });
  useEffect(() => {
    if (data && look(data)) void message.info(t('taken', { by: data.changedBy || t('somebody') }));
  }, [data, look, message, t]);
  return <Loaded query={kit}>{(known) => <Editor editing={editing} kit={known} />}</Loaded>;
}
