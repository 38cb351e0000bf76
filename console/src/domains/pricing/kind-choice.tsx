import { Form, Radio, Space } from 'antd';
import { useWords } from '../../ui/words.ts';
import { type Kind, turnedTo } from './promotion-values.ts';
import { usePricingText } from './texts.ts';

/** The palette: each kind with what it is for. Turning to another keeps name and goods. */
export function KindChoice({ kinds }: { readonly kinds: readonly Kind[] }) {
  const t = usePricingText();
  const say = useWords();
  const form = Form.useFormInstance();
  const turn = (name: unknown) => {
    const kind = kinds.find((one) => one.kind === name);
    if (kind) form.setFieldsValue(turnedTo(kind, form.getFieldsValue(true)));
  };
  return (
    <Form.Item name="kind" label={t('kind')}>
      <Radio.Group onChange={(event) => turn(event.target.value)}>
        <Space direction="vertical">
          {kinds.map(({ kind, words, about }) => (
            <Radio key={kind} value={kind}>
              {say(words)} <span className="hs-soft hs-small">{say(about)}</span>
            </Radio>
          ))}
        </Space>
      </Radio.Group>
    </Form.Item>
  );
}
