// themes owns what a day is: themes of weekdays and of single dates, and who wants to be told of one.

export { personsAwaiting } from './reminder.ts';
export { readCalendar, themeOn } from './theme.ts';
export { weekdayOf, weekdayOptions, weekdaysText } from './weekday.ts';
