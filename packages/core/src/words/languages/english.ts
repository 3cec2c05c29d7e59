import { CATEGORIES, type Category } from '../../analytics/categories.ts';
import { IMPROVEMENT_AREAS } from '../../analytics/improvement-areas.ts';
import type { Messages } from '../messages.ts';

const plainNames = Object.fromEntries(CATEGORIES.map((name) => [name, name.replaceAll('-', ' ')]));

export const english: Messages = {
  aboutTopic: 'About {topic}.',
  aboutTopicSaid: 'About {topic}: {said}.',
  resolved: 'Resolved.',
  unresolved: 'Left unresolved.',
  done: 'Done: {list}.',
  promisedByAgent: 'Promised by the agent: {list}.',
  promisedByCustomer: 'Promised by the customer: {list}.',
  messageLeft: 'The agent left a message on an answering machine.',
  customerSaid: 'The customer said: “{quote}”',
  areas: IMPROVEMENT_AREAS,
  categories: plainNames as Record<Category, string>,
};
