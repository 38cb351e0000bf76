import { CloseOutlined, LeftOutlined, PlusOutlined, RightOutlined, StarOutlined } from '@ant-design/icons';
import { App, Button, Spin } from 'antd';
import { type ClipboardEvent, useState } from 'react';
import { upload } from '../../ground/api.ts';
import { places } from '../../ui/by-place.ts';
import { useReportError } from '../../ui/failure.tsx';
import { pictureAt } from '../../ui/picture.tsx';
import { shrinkPicture } from './shrink-picture.ts';
import { useCatalogText } from './texts.ts';
import './catalog.css';

type PicturesInputProps = {
  readonly id?: string;
  readonly value?: readonly string[];
  readonly onChange?: (urls: readonly string[]) => void;
  readonly disabled?: boolean;
  readonly most: number;
  /** What they are pictures of, for whoever hears the page. */
  readonly of: string;
  /** The first is the main one. */
  readonly main?: boolean;
};

const kinds = ['image/jpeg', 'image/png', 'image/webp'];

/** Uploads what is chosen or pasted, one after another, large photos made smaller first, and keeps their order. */
export function PicturesInput(props: PicturesInputProps) {
  const { id, value = [], onChange, disabled = false, most, of, main = false } = props;
  const t = useCatalogText();
  const { message } = App.useApp();
  const reportError = useReportError();
  const [waiting, setWaiting] = useState(0);
  const add = async (files: readonly File[]) => {
    const refuse = (file: File) => void message.warning(t('picture_wrong', { name: file.name }));
    const good = files.filter((file) => kinds.includes(file.type)).slice(0, most - value.length);
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
          // The same picture has the same address, and stands once.
          urls = urls.includes(url) ? urls : [...urls, url];
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
  const paste = (event: ClipboardEvent) => {
    const files = [...event.clipboardData.files];
    if (disabled || files.length === 0) return;
    event.preventDefault();
    void add(files);
  };
  /** Changes places with the one before it, or after it. */
  const move = (from: number, to: number) => {
    const next = [...value];
    const [moved] = next.splice(from, 1);
    if (moved !== undefined) onChange?.([...next.slice(0, to), moved, ...next.slice(to)]);
  };
  return (
    // It takes the focus, so that a picture can be pasted into it.
    <fieldset className="hs-pictures" id={id} aria-label={of} tabIndex={disabled ? -1 : 0} onPaste={paste}>
      {value.map((url, index) => (
        <div key={url} className="hs-picture">
          <img src={pictureAt(url, 104)} alt={t('picture_nth', { n: index + 1 })} />
          {main && index === 0 && <span className="hs-picture-main">{t('picture_main')}</span>}
          {!disabled && (
            <span className="hs-picture-acts">
              {!main && index > 0 && (
                <Button
                  size="small"
                  icon={<LeftOutlined />}
                  title={t('picture_earlier')}
                  aria-label={`${t('picture_earlier')} ${index + 1}`}
                  onClick={() => move(index, index - 1)}
                />
              )}
              {!main && index < value.length - 1 && (
                <Button
                  size="small"
                  icon={<RightOutlined />}
                  title={t('picture_later')}
                  aria-label={`${t('picture_later')} ${index + 1}`}
                  onClick={() => move(index, index + 1)}
                />
              )}
              {main && index > 0 && (
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
      {value.length + waiting < most && !disabled && (
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
    </fieldset>
  );
}
