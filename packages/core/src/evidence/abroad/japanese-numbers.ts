import { lazyPattern } from '../../shared/lazy-pattern.ts';

const DIGITS = '〇一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 };
const MYRIADS: Readonly<Record<string, number>> = { 万: 10_000, 億: 100_000_000 };

/** A number in ideographs before what is counted; elsewhere these signs are parts of other words: "一緒", "十分な". */
const COUNTED = lazyPattern(
  () =>
    /(?:\d[\d,]{0,12}[万億]?|[〇零一二三四五六七八九十百千万億]{1,20})(?=(?:[時日月年週円人回個本名件台枚度倍割箱点通歳社]|か月|ヶ月|カ月|ヵ月|時間|分(?:後|以内|間|前|ほど|くらい|で|に)|秒|ユーロ|ドル|パーセント|番目|営業日))/gu,
);

/**
 * The numbers of a Japanese text that are counted, as figures; a single one is left out.
 *
 * @example japaneseNumbers('三千円を十日以内に') // ['3000', '10']
 */
export function japaneseNumbers(text: string): string[] {
  return [...text.normalize('NFKC').matchAll(COUNTED())]
    .map(([number]) => valueOfSigns(number))
    .filter((value) => value > 1)
    .map(String);
}

function valueOfSigns(number: string): number {
  const figures = /^\d[\d,]*/.exec(number)?.[0];
  if (figures !== undefined) {
    return Number(figures.replaceAll(',', '')) * (MYRIADS[number.slice(figures.length)] ?? 1);
  }
  const signs = [...number.replaceAll('零', '〇')];
  // "二〇二六" is read sign by sign.
  if (signs.every((sign) => DIGITS.includes(sign))) {
    return Number(signs.map((sign) => DIGITS.indexOf(sign)).join(''));
  }
  let [sum, group, unit] = [0, 0, 0];
  for (const sign of signs) {
    const [place, myriad] = [PLACES[sign], MYRIADS[sign]];
    if (place !== undefined) {
      group += (unit || 1) * place;
      unit = 0;
    } else if (myriad !== undefined) {
      sum += (group + unit || 1) * myriad;
      [group, unit] = [0, 0];
    } else unit = DIGITS.indexOf(sign);
  }
  return sum + group + unit;
}
