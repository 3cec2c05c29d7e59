/** The text with another day in it; unchanged when its own day does not stand there. */
export function withDayInText(text: string, former: string | null, due: string): string {
  const at = former === null ? -1 : text.toLowerCase().indexOf(former.toLowerCase());
  if (former === null || at === -1) return text;
  const preposition = /^(?:by|on|before|until) /i.exec(former)?.[0] ?? '';
  const isBare = /^(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i.test(due);
  return `${text.slice(0, at)}${isBare ? preposition : ''}${due}${text.slice(at + former.length)}`;
}
