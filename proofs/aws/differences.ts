/** A test that another engine cannot pass, because it differs from AWS there. */
export interface Difference {
  /** The end of the full name of the test. */
  test: string;
  /** How the engine differs from AWS. */
  reason: string;
}

/** Where moto differs from AWS. A test of this list that passes makes the proof fail, so that the list stays true. */
export const DIFFERENCES: readonly Difference[] = [
  {
    test: 'redact handles native lists, and windows of the largest size',
    reason:
      'moto counts a value and the one that replaces it together against the 400 KB of an item; AWS counts the new one',
  },
  {
    test: 'recent reads fewer rows where they are large, but one at least',
    reason:
      'moto reports one unit of capacity for each query, however much it reads; AWS reports one for each 4 KB',
  },
];
