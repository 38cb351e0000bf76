import { useEffect, useState } from 'preact/hooks';
import { call, sandbox, type WxaCode } from '../api.ts';
import { Icon } from '../icon.tsx';
import { readPicture } from './scan.ts';
import { Sheet } from './sheet.tsx';

type Props = { readonly answer: (url: string | null) => void };

/** A desk has no camera: the codes that were made lately lie ready, any other text can be pasted, and a picture of a print is read. */
export function ScanSheet({ answer }: Props) {
  const [codes, setCodes] = useState<readonly WxaCode[] | null>(null);
  const [text, setText] = useState('');
  const [unread, setUnread] = useState(false);
  const read = (file: File) => {
    readPicture(file).then(
      (found) => (found === null ? setUnread(true) : answer(found)),
      () => setUnread(true),
    );
  };
  useEffect(() => {
    call<{ readonly codes: readonly WxaCode[] }>('GET', `${sandbox}/codes`).then(
      (result) => setCodes(result.codes),
      () => setCodes([]),
    );
  }, []);
  return (
    <Sheet label="扫一扫" kind="scan" onEscape={() => answer(null)}>
      <div class="scan-head">
        <Icon name="scan" size={22} />
        <h3>扫一扫</h3>
        <button type="button" class="cashier-close" aria-label="取消" onClick={() => answer(null)}>
          <Icon name="close" size={20} />
        </button>
      </div>
      <form
        class="scan-text"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim()) answer(text.trim());
        }}
      >
        <input
          data-first
          placeholder="粘贴码的内容"
          aria-label="码的内容"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="wx-green" disabled={!text.trim()}>
          识别
        </button>
      </form>
      <label class="scan-picture">
        从相册选一张码的图片
        <input
          type="file"
          accept="image/*"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) read(file);
          }}
        />
      </label>
      {unread && <p class="sheet-note">图片里没有找到码</p>}
      <h4>最近生成的小程序码</h4>
      {codes?.length === 0 && <p class="sheet-note">还没有。商家每生成一个码，这里就能扫到。</p>}
      <ul class="scan-codes">
        {codes?.map((code) => (
          <li key={code.url}>
            <button type="button" onClick={() => answer(code.url)}>
              <b>{code.page}</b>
              <small>scene: {code.scene}</small>
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
