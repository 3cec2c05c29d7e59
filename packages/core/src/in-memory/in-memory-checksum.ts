/**
 * Returns a checksum that tells texts apart in tests. It is not a keyed hash: anyone who knows the text can compute it.
 */
export async function checksum(text: string): Promise<string> {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return [high, low].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
