/** The package brings no types: what the contract test calls. */
declare module 'co-wechat-api' {
  type Said = Readonly<Record<string, unknown>>;
  export default class API {
    constructor(appid: string, secret: string);
    prefix: string;
    createMenu(menu: Said): Promise<Said>;
    getMenu(): Promise<Said>;
    removeMenu(): Promise<Said>;
    addConditionalMenu(menu: Said): Promise<Said>;
    getUser(openid: string): Promise<Said>;
    batchGetUsers(openids: readonly string[]): Promise<Said>;
    getFollowers(after?: string): Promise<Said>;
    createTags(name: string): Promise<Said>;
    getTags(): Promise<Said>;
    batchTagging(openids: readonly string[], tagId: number): Promise<Said>;
    getIdList(openid: string): Promise<Said>;
    createLimitQRCode(scene: string | number): Promise<Said>;
    showQRCodeURL(ticket: string): string;
    sendText(openid: string, text: string): Promise<Said>;
    sendNews(openid: string, articles: readonly Said[]): Promise<Said>;
    sendTemplate(openid: string, id: string, url: string, color: string, data: Said, program?: Said): Promise<Said>;
    getAllPrivateTemplate(): Promise<Said>;
    massSendText(text: string, receivers: boolean | string | readonly string[], key?: string): Promise<Said>;
    getMassMessageStatus(id: number): Promise<Said>;
  }
}
