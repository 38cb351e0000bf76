/** What the demo shop says by text to who allows no notices, each in one piece of 70 characters. */
export const demoTexts = [
  { template: 'bestSellers', text: '这周大家常买的都到货了，老朋友先看', link: true, page: 'home/pages/home' },
] as const;
