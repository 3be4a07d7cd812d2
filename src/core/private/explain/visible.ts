/** Characters that a terminal obeys, or that turn the order of others. */
const CONTROL = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** Names and Sids are of the app: written so that no terminal obeys them, and each is in one line. */
export const visible = (text: string): string => text.replace(CONTROL, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The same of a text with lines. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n');
