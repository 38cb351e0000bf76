/**
 * Themes of the week: the shop has not switched them on yet. Whoever bought lately is told twice a week, so that hundreds come in and what the page
 * says of orders, load and messages held back is more than chance. About a minute where nothing else is done; the demo does not wait for it.
 */
export const demoRehearsal = {
  playbook: 'theme_day',
  values: {
    themes: [
      { weekday: 'wed', theme: '水果日' },
      { weekday: 'sat', theme: '早餐日' },
    ],
  },
  weeks: 3,
  shoppers: 200,
  seed: 1,
};
