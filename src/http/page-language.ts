import { directionOf } from '../conversation/contract';

/** The attributes of a page's root element: its language, and its direction where that is not from left to right. */
export function rootAttributes(language: string): string {
  return `lang="${language}"${directionOf(language) === 'rtl' ? ' dir="rtl"' : ''}`;
}
