import { CloseOutlined, VideoCameraAddOutlined } from '@ant-design/icons';
import { App, Button, Spin } from 'antd';
import { useState } from 'react';
import { upload } from '../../ground/api.ts';
import { useReportError } from '../../ui/failure.tsx';
import { useCatalogText } from './texts.ts';

type VideoInputProps = {
  readonly id?: string;
  readonly value?: string | null;
  readonly onChange?: (url: string | null) => void;
  readonly disabled?: boolean;
};

/** What the server takes (`POST /api/admin/videos`). */
const mostMegabytes = 30;

/** The one video of a product, played where it is chosen. */
export function VideoInput({ id, value = null, onChange, disabled = false }: VideoInputProps) {
  const t = useCatalogText();
  const { message } = App.useApp();
  const reportError = useReportError();
  const [sending, setSending] = useState(false);
  const send = async (file: File) => {
    const size = file.size / 1024 / 1024;
    if (file.type !== 'video/mp4') return void message.warning(t('video_wrong'));
    if (size > mostMegabytes) return void message.warning(t('video_large', { size: size.toFixed(1) }));
    setSending(true);
    try {
      onChange?.((await upload('POST /api/admin/videos', file)).url);
    } catch (error) {
      reportError(error);
    } finally {
      setSending(false);
    }
  };
  if (value !== null)
    return (
      <div className="hs-video" id={id}>
        {/* biome-ignore lint/a11y/useMediaCaption: what a merchant films has no captions beside it */}
        <video src={value} controls preload="metadata" aria-label={t('video')} />
        {!disabled && (
          <Button
            size="small"
            icon={<CloseOutlined />}
            title={t('video_remove')}
            aria-label={t('video_remove')}
            onClick={() => onChange?.(null)}
          />
        )}
      </div>
    );
  if (sending)
    return (
      <div className="hs-picture hs-picture-waiting">
        <Spin />
      </div>
    );
  if (disabled) return <span className="hs-faint">–</span>;
  return (
    <label className="hs-picture hs-picture-add" id={id}>
      <VideoCameraAddOutlined />
      <span>{t('video_add')}</span>
      <input
        type="file"
        accept="video/mp4"
        onChange={(event) => {
          const [file] = [...(event.target.files ?? [])];
          event.target.value = '';
          if (file) void send(file);
        }}
      />
    </label>
  );
}
