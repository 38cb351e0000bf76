import type { TextField as Text } from '@huoshui/contracts/form';
import { Input } from 'antd';
import { type ComponentType, Suspense } from 'react';
import { useWords } from '../../words.ts';
import { FieldItem, type FieldProps } from './field-item.tsx';
import { type UploadProps, useFieldKit } from './field-kit.tsx';
import { OfferedField } from './offered-field.tsx';

export function TextField(props: FieldProps<Text>) {
  const { field, disabled } = props;
  if (field.upload) return <UploadField {...props} kind={field.upload} />;
  if (field.offers) return <OfferedField {...props} offers={field.offers} />;
  const off = disabled === undefined ? {} : { disabled };
  // Counted, never cut: characters as the checker counts them.
  const count = { max: field.max, show: field.max <= 500, strategy: (text: string) => [...text].length };
  return (
    <FieldItem {...props}>
      {({ wrong }) =>
        (field.lines ?? 1) > 1 ? (
          <Input.TextArea
            aria-invalid={wrong}
            count={count}
            autoSize={{ minRows: field.lines ?? 2, maxRows: 12 }}
            {...off}
          />
        ) : (
          <Input aria-invalid={wrong} count={count} autoComplete="off" {...off} />
        )
      }
    </FieldItem>
  );
}

/** The address of a picture or a video is a text of the form; what is seen of it is an upload. */
function UploadField({ kind, ...props }: FieldProps<Text> & { readonly kind: 'picture' | 'video' }) {
  const say = useWords();
  const { uploads } = useFieldKit();
  const Upload = uploads[kind];
  if (Upload === undefined) return null;
  return (
    <FieldItem {...props}>
      {() => <UploadValue Upload={Upload} disabled={props.disabled ?? false} of={say(props.field.label)} />}
    </FieldItem>
  );
}

type UploadValueProps = UploadProps & { readonly Upload: ComponentType<UploadProps> };

function UploadValue({ Upload, ...rest }: UploadValueProps) {
  return (
    <Suspense fallback={null}>
      <Upload {...rest} />
    </Suspense>
  );
}
