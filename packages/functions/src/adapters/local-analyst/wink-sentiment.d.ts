declare module 'wink-sentiment' {
  /** `score` is the sum over words, emoji and hashtags; `normalizedScore` lies between -5 and 5. */
  export default function sentiment(phrase: string): { score: number; normalizedScore: number };
}
