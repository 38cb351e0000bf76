/** What requestPayment takes: signed by the server, never touched here. */
export type PayParams = {
  readonly timeStamp: string;
  readonly nonceStr: string;
  readonly package: string;
  readonly signType: 'RSA';
  readonly paySign: string;
};

export type Shared = { readonly title: string; readonly path: string; readonly imageUrl: string };

/** What wx.requestMerchantTransfer takes, as the server hands it over. */
export type Transfer = { readonly mchId: string; readonly appId: string; readonly package: string };

/** Of which order WeChat's own sheet asks whether it has come. */
export type Receipt = { readonly merchantId: string; readonly merchantTradeNo: string; readonly transactionId: string };

/**
 * All that the shop needs of WeChat. In the mini program it is the real `wx`; in H5 it is the phone that frames the
 * page. Pages use this and never ask which one it is.
 */
export type Port = {
  /** A browser tab without a phone around it: nothing can be bought there, so the shop explains itself instead. */
  readonly alone: () => boolean;
  /** Whose storage this is, and in which app (its appid); resolves when WeChat answers. */
  readonly ready: () => Promise<{ readonly shopper: string; readonly app: string }>;
  /** A code for the server to exchange; works without a prompt. */
  readonly login: () => Promise<string>;
  /** The payment sheet. `cancelled` is the shopper's choice; anything else that goes wrong is thrown. */
  readonly pay: (params: PayParams) => Promise<'paid' | 'cancelled'>;
  /**
   * WeChat's own sheet of confirming a receipt: the shop's money is frozen until she does it there. `unable` where there is
   * none, or it does not know the order: then the shop asks by itself.
   */
  readonly confirmReceipt: (receipt: Receipt) => Promise<'confirmed' | 'cancelled' | 'unable'>;
  /** The sheet of a transfer of the shop: she takes it, or closes it. It says only that it was shown: ask the server how it went. */
  readonly takeTransfer: (transfer: Transfer) => Promise<'shown' | 'cancelled'>;
  /** The subscription sheet, right after a tap: template id → accept | reject | ban | filter. At most three ids. */
  readonly subscribe: (templateIds: readonly string[]) => Promise<Readonly<Record<string, string>>>;
  /** The text of a scanned code, or null when the shopper closed the scanner. */
  readonly scan: () => Promise<string | null>;
  /** She presses the picture of a code of WeCom: WeChat reads it by itself, and offers to add who is behind it. */
  readonly pressCode: (picture: string) => Promise<void>;
  /** The phone number sheet where it can be opened by code; PhoneButton is the way for pages. */
  readonly phone: () => Promise<string | null>;
  /** Hand a page to a friend where that can be done by code; ShareButton is the way for pages. */
  readonly share: (shared: Shared) => Promise<void>;
  /** The phone's own language, as `en` or `zh_CN`. */
  readonly language: () => string;
  readonly setTitle: (title: string) => void;
  /** Tells the shell which page shows, query included, what it would share, and its title where it is not the built-in one. */
  readonly page: (path: string, shared: () => Shared, title: string) => void;
  readonly haptic: () => void;
  /** What the shell may ask for by itself: open a page (a tapped notice, a scanned code), or go back. */
  readonly onShell: (shell: { readonly open: (path: string) => void; readonly back: () => void }) => void;
};

/** What WeChat answered when it did not do what was asked. */
export class WxFailure extends Error {
  readonly call: string;
  constructor(call: string, errMsg: string) {
    super(errMsg);
    this.name = 'WxFailure';
    this.call = call;
  }
  get cancelled(): boolean {
    return /cancel|deny|denied/i.test(this.message);
  }
}
