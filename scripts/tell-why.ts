import fc from 'fast-check';

/** A property that does not hold says what was wrong, too: a report keeps the message of an error and drops its cause. */
fc.configureGlobal({ includeErrorInReport: true });
