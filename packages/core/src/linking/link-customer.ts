import { linkAlias, type NamedCall } from '../aliases/link-alias.ts';
import { aliasesToLink, noAliasesHere } from '../aliases/named-by.ts';
import type { AnalyzeCallContext } from '../analysis/analyze-call-command.ts';
import { customerKey } from '../call/identifiers.ts';
import type { Ports } from '../ports/ports.ts';
import { queueAnalysis } from '../queue/queue-analysis.ts';
import { LiveAssistError } from '../shared/errors.ts';
import { parseAbsolute } from '../shared/timestamps.ts';
import type { LinkCustomerCommand, UnlinkCustomerCommand } from './link-customer-command.ts';

/** A call with a window within this time may still be running: it is bound, and its end has it queued. */
const MAY_RUN_MS = 5 * 60_000;

/**
 * Makes a number, an id or a former address stand for a customer. Calls that were known by the alias alone are the customer's
 * from then on, and queued. What was recorded and found under a former address is moved to the present one. May be repeated,
 * also after a failure half-way.
 *
 * @throws LiveAssistError `alias_taken` if one of them stands for another customer; `invalid_request` for a number that names
 *   no customer; `customer_erased` if the customer was erased meanwhile; `analysis_in_progress` if a call of the former
 *   address is being analysed; `store_unavailable`.
 *
 * @example
 * await linkCustomer(ports, { client_email: 'ana@example.com', phone: '+44 20 7946 0958' }); // { client_email: 'ana@example.com' }
 */
export async function linkCustomer(
  ports: Ports,
  command: LinkCustomerCommand,
  context: AnalyzeCallContext = {},
): Promise<{ client_email: string }> {
  const { aliases } = ports;
  if (aliases === undefined) throw noAliasesHere();
  const client_email = customerKey(command.client_email);
  const linkedAt = ports.clock.now();
  for (const alias of await aliasesToLink(aliases, command)) {
    const bound = await linkAlias(ports, { alias, client_email, linkedAt }, true);
    for (const call of bound) await queueWaiting(ports, call, client_email, context);
  }
  if (command.former_email != null) {
    const { takeOver } = await import('./take-over.ts');
    await takeOver(ports, { client_email, former_email: customerKey(command.former_email), linkedAt });
  }
  return { client_email };
}

/**
 * Makes a number or an id stand for this customer no longer. If it does not, nothing is changed, so it may be repeated.
 *
 * @throws LiveAssistError `invalid_request` for a number that names no customer; `store_unavailable`.
 */
export async function unlinkCustomer(
  { aliases }: Pick<Ports, 'aliases'>,
  command: UnlinkCustomerCommand,
): Promise<{ client_email: string }> {
  if (aliases === undefined) throw noAliasesHere();
  const client_email = customerKey(command.client_email);
  for (const alias of await aliasesToLink(aliases, command)) await aliases.unlink(alias, client_email);
  return { client_email };
}

// The link stands, whatever becomes of the analyses: the calls are pending in the memory box.
async function queueWaiting(
  ports: Ports,
  { call_id, wasUnnamed }: NamedCall,
  client_email: string,
  context: AnalyzeCallContext,
): Promise<void> {
  const { queue, claims, clock } = ports;
  const claim = await claims.get(call_id);
  const mayRun = !wasUnnamed && clock.now() - (parseAbsolute(claim?.since) ?? 0) < MAY_RUN_MS;
  // A call that does not wait is analysed on request alone.
  if (queue === undefined || claim?.waitingShard === undefined || claim.status !== undefined || mayRun)
    return;
  try {
    await queueAnalysis(ports, queue, { call_id, client_email }, context);
  } catch (error) {
    if (error instanceof LiveAssistError && error.code !== 'store_unavailable') return;
    throw error;
  }
}
