import { done, type WecomEndpoint, WecomError } from './endpoint.ts';

/** GET agent/get: the self-built app as its page in the console shows it. Source: document/path/90227 */
export const agentEndpoint: WecomEndpoint = {
  method: 'GET',
  path: '/cgi-bin/agent/get',
  title: '企微应用详情',
  answer: (world, { query }) => {
    const { wecomSetup } = world.faults.get();
    const { agentid, name } = world.credentials.corp;
    if (query.agentid !== agentid || wecomSetup === 'agent')
      throw new WecomError(301002, 'not allow operate another agent with this accesstoken');
    return {
      ...done,
      agentid: Number(agentid),
      name: `${name}商城`,
      close: wecomSetup === 'closed' ? 1 : 0,
      allow_partys: { partyid: wecomSetup === 'range' ? [] : [1] },
      redirect_domain: wecomSetup === 'domain' ? 'old-shop.example.com' : new URL(world.serverUrl).host,
    };
  },
};
