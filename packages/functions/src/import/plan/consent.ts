import type { Plan } from './plan-all.ts';

/** The calls of a plan whose sides were guessed. */
export function guessedCalls({ ready }: Plan): Plan['ready'] {
  return ready.filter(({ line }) => line.guessed !== undefined);
}

/** A plan without what was guessed: these calls are refused, with the proposal and what to pass. */
export function withoutGuesses(plan: Plan): Plan {
  const refused = guessedCalls(plan).map(({ line }): Plan['others'][number] => ({
    ...line,
    outcome: 'refused',
    code: 'no_roles',
    message: `Nothing tells the sides. ${line.guessed} Pass --yes with --guess-roles if that is right, or --agent.`,
  }));
  return {
    ...plan,
    ready: plan.ready.filter(({ line }) => line.guessed === undefined),
    others: [...plan.others, ...refused],
  };
}
