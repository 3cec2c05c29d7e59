import { httpTransport } from '../client/http-transport.ts';
import type { MemoryBoxPorts } from '../client/lookup-ports.ts';
import { datesIn } from '../words/dates.ts';
import type { MemoryBoxProperties } from './properties.ts';

/** How a box is read and a change stored: by the host's own functions where it has set them, else over HTTP. */
export function serviceOf(
  properties: MemoryBoxProperties,
): Pick<MemoryBoxPorts, 'load' | 'save' | 'online' | 'isNamed' | 'today'> {
  const send = httpTransport(properties);
  return {
    load: async (request) => {
      const { clientPhone, customerId } = properties;
      const { clientEmail: client_email, callId: call_id } = request;
      const named = client_email ? request : { ...request, clientPhone, customerId };
      if (properties.load) return properties.load(named);
      const alias = customerId ? { customer_id: customerId } : { phone: clientPhone };
      return send('getMemoryBox', { ...(client_email ? { client_email } : alias), call_id }, named);
    },
    save: async (request) => {
      if (properties.save) return properties.save(request);
      const { clientEmail: client_email, commitmentId: commitment_id, status, on, dueAt: due_at } = request;
      return send('updateCommitment', { client_email, commitment_id, status, on, due_at }, request);
    },
    online: () => navigator.onLine,
    isNamed: () => !!(properties.clientPhone || properties.customerId),
    today: () => datesIn('en', Date.now()).today,
  };
}
