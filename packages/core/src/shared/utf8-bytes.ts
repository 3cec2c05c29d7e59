/** Number of bytes that a text takes in a table or a message. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x80) continue;
    if (isPairAt(text, index)) index += 1;
    bytes += code < 0x800 ? 1 : 2;
  }
  return bytes;
}

/** True if a character begins here that takes two places of a string, and four bytes. */
function isPairAt(text: string, index: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
}
