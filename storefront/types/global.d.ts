/// <reference types="@tarojs/taro" />

/** The server's address, put in by the build; empty where the server itself serves the pages. */
declare const API_BASE: string;

/** What Taro does not type of WeChat's own `wx`. */
declare const wx: {
  openBusinessView(asked: {
    readonly businessType: 'weappOrderConfirm';
    readonly extraData: Readonly<Record<string, string>>;
    readonly success: (answer: object) => void;
    readonly fail: (failure: object) => void;
  }): void;
  requestMerchantTransfer(asked: {
    readonly mchId: string;
    readonly appId: string;
    readonly package: string;
    readonly success: (answer: object) => void;
    readonly fail: (failure: object) => void;
  }): void;
};

declare module '*.module.scss' {
  const classes: { readonly [name: string]: string };
  export default classes;
}
declare module '*.scss';
declare module '*.png' {
  const url: string;
  export default url;
}
declare namespace NodeJS {
  interface ProcessEnv {
    readonly TARO_ENV: 'weapp' | 'h5';
  }
}
