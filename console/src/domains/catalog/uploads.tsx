import type { UploadProps } from '../../ui/form/fields/field-kit.tsx';
import { PicturesInput } from './pictures-input.tsx';
import { VideoInput } from './video-input.tsx';

/** One picture of any form. */
export function PictureUpload({ value, onChange, ...rest }: UploadProps) {
  const urls = typeof value === 'string' && value !== '' ? [value] : [];
  return <PicturesInput {...rest} most={1} value={urls} onChange={([url = null]) => onChange?.(url)} />;
}

export function VideoUpload({ value, onChange, disabled }: UploadProps) {
  return (
    <VideoInput
      value={typeof value === 'string' && value !== '' ? value : null}
      onChange={(url: string | null) => onChange?.(url)}
      disabled={disabled}
    />
  );
}
