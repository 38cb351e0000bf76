import { type MpEndpoint, ok } from '../mp/endpoint.ts';
import { contentOf, exampleOf, templates } from './template.ts';

/** GET /wxaapi/newtmpl/gettemplate: the account's subscribe templates (type 2 = one-time). */
export const templateListEndpoint: MpEndpoint = {
  method: 'GET',
  path: '/wxaapi/newtmpl/gettemplate',
  title: '查询订阅消息模板',
  token: true,
  answer: (_world, { app }) => ({
    ...ok,
    data: templates
      .filter(({ key }) => app.templates[key] !== undefined)
      .map((template) => ({
        priTmplId: app.templates[template.key],
        title: template.title,
        content: contentOf(template),
        example: exampleOf(template),
        type: 2,
      })),
  }),
};
