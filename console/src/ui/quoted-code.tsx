import { CopyOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useSharedText } from './shared-texts.ts';

/** The code of an error, to be quoted to whoever looks after it. */
export function QuotedCode({ code }: { readonly code: string }) {
  const t = useSharedText();
  return (
    <Typography.Text
      type="secondary"
      className="hs-code"
      style={{ display: 'block', marginTop: 4, wordBreak: 'break-all' }}
      copyable={{
        text: code,
        icon: [<CopyOutlined key="copy" />, <CopyOutlined key="copied" />],
        tooltips: [t('copy'), t('copied')],
      }}
    >
      {code}
    </Typography.Text>
  );
}
