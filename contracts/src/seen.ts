/** Whether anybody sees something of a text: neither blanks nor characters without a shape. For a regular expression with the flag `u`. */
export const SEEN = '[^\\p{Z}\\p{Cc}\\p{Cf}\\u115f\\u1160\\u2800\\u3164\\uffa0]';
