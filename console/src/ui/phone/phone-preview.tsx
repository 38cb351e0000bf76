import type { ReactNode } from 'react';
import './phone.css';

type PhonePreviewProps = { readonly title: string; readonly children: ReactNode; readonly caption?: ReactNode };

/** What a shopper will see, before it reaches anyone. Always light: so is her WeChat. */
export function PhonePreview({ title, children, caption }: PhonePreviewProps) {
  return (
    <figure className="hs-phone">
      <div className="hs-phone-frame">
        <div className="hs-phone-status" aria-hidden="true">
          <span>9:41</span>
          <span>5G</span>
        </div>
        <div className="hs-phone-title">{title}</div>
        <div className="hs-phone-screen">{children}</div>
      </div>
      {caption && <figcaption>{caption}</figcaption>}
    </figure>
  );
}
