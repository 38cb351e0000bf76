import { type AddressPart, readPastedAddress } from '@huoshui/contracts/pasted-address';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useStoreText } from './texts.ts';

const partText = {
  name: 'part_name',
  phone: 'part_phone',
  region: 'part_region',
  detail: 'part_detail',
} as const satisfies Readonly<Record<AddressPart, string>>;

/** One pasted text fills in city, district and street, and the phone where there is none yet; nothing leaves the browser. */
export function PasteAddress() {
  const t = useStoreText();
  const form = Form.useFormInstance();
  const [unsure, setUnsure] = useState<readonly AddressPart[]>([]);
  const fill = (text: string) => {
    if (text.trim() === '') return setUnsure([]);
    const { province, city, district, detail, phone, unsure: doubtful } = readPastedAddress(text);
    const found = {
      ...(province !== '' && city !== '' ? { region: `${province}/${city}`, district } : {}),
      ...(detail === '' ? {} : { street: detail }),
      ...(phone !== '' && !form.getFieldValue('phone') ? { phone } : {}),
    };
    for (const [name, value] of Object.entries(found)) form.setFieldValue(name, value);
    // A store has no consignee, and its phone need not be a mobile.
    setUnsure(doubtful.filter((part) => part === 'region' || part === 'detail'));
  };
  return (
    <Form.Item
      label={t('paste')}
      {...(unsure.length > 0
        ? {
            validateStatus: 'warning' as const,
            help: t('paste_look', { what: unsure.map((part) => t(partText[part])).join(' / ') }),
          }
        : {})}
    >
      <Input.TextArea
        aria-label={t('paste')}
        autoSize={{ minRows: 1, maxRows: 4 }}
        placeholder={t('paste_hint')}
        onChange={(event) => fill(event.target.value)}
      />
    </Form.Item>
  );
}
