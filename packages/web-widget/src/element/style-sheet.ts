import { STYLES } from '../view/styles.ts';

let sheet: CSSStyleSheet | undefined;

/** The style sheet that all boxes of a page share. */
export function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLES);
  }
  return sheet;
}
