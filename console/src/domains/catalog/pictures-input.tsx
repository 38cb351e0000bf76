import { CloseOutlined, PlusOutlined, StarOutlined } from '@ant-design/icons';
import { App, Button, Spin } from 'antd';
import { useState } from 'react';
import { upload } from '../../ground/api.ts';
import { places } from '../../ui/by-place.ts';
import { useReportError } from '../../ui/failure.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { useCatalogText } from './texts.ts';
import './catalog.css';

type PicturesInputProps = {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (urls: readonly string[]) => void;
  readonly disabled?: boolean;
};

const kinds = ['image/jpeg', 'image/png', 'image/webp'];
const mostPictures = 9;

/** Uploads one after another, large photos made smaller first, and keeps their order; the first is the main picture. */
export function PicturesInput({ id, value = [], onChange, disabled = false }: PicturesInputProps) {
  const t = useCatalogText();
  const { message } = App.useApp();
  const reportError = useReportError();
  const [waiting, setWaiting] = useState(0);
  const add = async (files: readonly File[]) => {
    const refuse = (file: File) => void message.warning(t('picture_wrong', { name: file.name }));
    const good = files.filter((file) => kinds.includes(file.type)).slice(0, mostPictures - value.length);
    const wrong = files.find((file) => !kinds.includes(file.type));
    if (wrong) refuse(wrong);
    setWaiting(good.length);
    let urls = value;
    try {
      for (const file of good) {
        const small = await shrinkPicture(file);
        if (small === null) refuse(file);
        else {
          const { url } = await upload('POST /api/admin/files', small);
          urls = [...urls, url];
          onChange?.(urls);
        }
        setWaiting((left) => left - 1);
      }
    } catch (error) {
      reportError(error);
    } finally {
      setWaiting(0);
    }
  };
  return (
    <div className="hs-pictures" id={id}>
      {value.map((url, index) => (
        <div key={url} className="hs-picture">
          <img src={url} alt={t('picture_nth', { n: index + 1 })} />
          {index === 0 && <span className="hs-picture-main">{t('picture_main')}</span>}
          {!disabled && (
            <span className="hs-picture-acts">
              {index > 0 && (
                <Button
                  size="small"
                  icon={<StarOutlined />}
                  title={t('picture_first')}
                  aria-label={t('picture_first')}
                  onClick={() => onChange?.([url, ...value.filter((other) => other !== url)])}
                />
              )}
              <Button
                size="small"
                icon={<CloseOutlined />}
                title={t('picture_remove')}
                aria-label={t('picture_remove')}
                onClick={() => onChange?.(value.filter((other) => other !== url))}
              />
            </span>
          )}
        </div>
      ))}
      {places(waiting).map(({ place }) => (
        <div key={place} className="hs-picture hs-picture-waiting">
          <Spin />
        </div>
      ))}
      {value.length + waiting < mostPictures && !disabled && (
        <label className="hs-picture hs-picture-add">
          <PlusOutlined />
          <span>{t('picture_add')}</span>
          <input
            type="file"
            accept={kinds.join(',')}
            multiple
            onChange={(event) => {
              void add([...(event.target.files ?? [])]);
              event.target.value = '';
            }}
          />
        </label>
      )}
    </div>
  );
}
