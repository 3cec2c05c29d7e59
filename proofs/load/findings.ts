/** What a proof has seen: how often each outcome came, and everything that must not be. */
export interface Findings {
  count(what: string): void;
  /** Notes something that must not be; the first ones are kept word for word. */
  violation(what: string): void;
  readonly violations: number;
  /** Prints what was counted and what must not be. */
  print(): void;
}

const KEPT = 20;

export function startFindings(): Findings {
  const counts = new Map<string, number>();
  const kept: string[] = [];
  let violations = 0;
  return {
    count(what) {
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    violation(what) {
      violations += 1;
      if (kept.length < KEPT) kept.push(what);
    },
    get violations() {
      return violations;
    },
    print() {
      for (const [what, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
        console.log(`  ${String(count).padStart(8)}  ${what}`);
      }
      for (const what of kept) console.error(`VIOLATION ${what}`);
      if (violations > kept.length) console.error(`… and ${violations - kept.length} more`);
    },
  };
}
