import type { CollectorVendor } from '@huoshui/contracts/words/collectors';

/** What stands in the merchant's own code, for each SDK; the same in every language. */
export function snippetOf(vendor: CollectorVendor, origin: string, key: string): string {
  const lines: Readonly<Record<CollectorVendor, readonly string[]>> = {
    sensors: [
      `sensors.setPara({ server_url: '${origin}/sa?project=default&token=${key}' });`,
      '',
      '// Node.js',
      `sensors.submitTo({ url: '${origin}/sa?token=${key}', gzip: true });`,
    ],
    segment: [
      '// @segment/analytics-node',
      `new Analytics({ writeKey: '${key}', host: '${origin}' });`,
      '',
      '// @segment/analytics-next',
      `const io = { apiKey: '${key}', apiHost: '${origin.replace(/^https?:\/\//, '')}/v1' };`,
      `AnalyticsBrowser.load({ writeKey: '${key}', cdnSettings: { integrations: { 'Segment.io': io } } });`,
    ],
    posthog: [
      `posthog.init('${key}', { api_host: '${origin}/posthog' });`,
      '',
      '// posthog-node',
      `new PostHog('${key}', { host: '${origin}/posthog' });`,
    ],
    growingio: [`projectId: '${key}'`, `serverUrl: '${origin}/growingio'`],
  };
  return lines[vendor].join('\n');
}
