import { messageSide } from '@huoshui/contracts/words/after-sales';
import { Button, Image, Input } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../ground/api.ts';
import { May } from '../../ground/may.tsx';
import { useAct } from '../../ui/act.ts';
import { Panel } from '../../ui/detail/key-figures.tsx';
import { Time } from '../../ui/figures.tsx';
import { pictureAt } from '../../ui/picture.tsx';
import { useWords } from '../../ui/words.ts';
import { useRefundText } from './refund-texts.ts';
import './refund-messages.css';

type Shown = Answer<'GET /api/admin/refunds/:id'>;

/** What both have said, the oldest first, and a line to answer. */
export function RefundMessages({ refund }: { readonly refund: Shown }) {
  const t = useRefundText();
  const say = useWords();
  const { messages, afterSale } = refund;
  return (
    <Panel title={t('messages')}>
      {messages.length === 0 && <span className="hs-soft">{t('no_messages')}</span>}
      <ol className="hs-talk">
        {messages.map((message) => (
          <li key={message.id} className={`hs-talk-${message.side}`}>
            <div className="hs-small hs-soft">
              {say(messageSide[message.side])} · <Time at={message.at} />
            </div>
            {message.text !== '' && <div className="hs-talk-text">{message.text}</div>}
            <Pictures urls={message.pictures} />
          </li>
        ))}
      </ol>
      {afterSale?.open && (
        <May call="POST /api/admin/refunds/:id/messages">
          <Answerer id={refund.id} />
        </May>
      )}
    </Panel>
  );
}

function Answerer({ id }: { readonly id: string }) {
  const t = useRefundText();
  const { busy, act } = useAct(['refunds', 'work']);
  const [text, setText] = useState('');
  const send = async () => {
    const sent = await act(
      async () => api('POST /api/admin/refunds/:id/messages', { params: { id }, body: { text: text.trim() } }),
      t('sent'),
    );
    if (sent) setText('');
  };
  return (
    <div className="hs-inline" style={{ flexWrap: 'nowrap', alignItems: 'flex-end', marginTop: 12 }}>
      <Input.TextArea
        value={text}
        maxLength={500}
        autoSize={{ minRows: 1, maxRows: 5 }}
        placeholder={t('message_hint')}
        aria-label={t('message_hint')}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="primary" loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>
        {t('send')}
      </Button>
    </div>
  );
}

/** Small ones side by side; a tap makes them large. */
export function Pictures({ urls }: { readonly urls: readonly string[] }) {
  const t = useRefundText();
  if (urls.length === 0) return null;
  return (
    <div className="hs-inline" style={{ gap: 8, marginTop: 4 }}>
      <Image.PreviewGroup>
        {urls.map((url, index) => (
          <Image
            key={url}
            src={pictureAt(url, 72)}
            preview={{ src: url }}
            width={72}
            height={72}
            alt={t('picture_nth', { n: index + 1 })}
            style={{ objectFit: 'cover', borderRadius: 6 }}
          />
        ))}
      </Image.PreviewGroup>
    </div>
  );
}
