/**
 * The agent workspace as the message types of its SDK have it: a page that frames one app and tells it of contacts. It runs
 * in the browser; a test reaches it as `workspace`.
 *
 * @module
 */
import { ContactLifecycleTopicKey, ContactRoutes, contactNamespace } from '@amazon-connect/contact';
import type { RequestMessage, ResponseMessage, SubscribeMessage } from '@amazon-connect/core';
import type {
  AppDownstreamMessage,
  AppHostInitMessage,
  AppScope,
  AppUpstreamMessage,
  LifecycleStage,
} from '@amazon-connect/workspace-types';

/** A contact of the agent. */
export interface WorkspaceContact {
  id: string;
  attributes?: Record<string, string>;
  phone?: string;
}

const EVENTS = {
  connecting: ContactLifecycleTopicKey.Connecting,
  connected: ContactLifecycleTopicKey.Connected,
  ended: ContactLifecycleTopicKey.StartingACW,
  missed: ContactLifecycleTopicKey.Missed,
  cleared: ContactLifecycleTopicKey.Cleared,
  destroyed: ContactLifecycleTopicKey.Destroyed,
};

/** One workspace with one app in its frame. */
export class FakeWorkspace {
  readonly contacts = new Map<string, WorkspaceContact>();
  /** What the app sent, as text: nothing private may be in its logs. */
  readonly logged: string[] = [];
  readonly #topics: SubscribeMessage['topic'][] = [];
  #port: MessagePort | undefined;
  #scope: AppScope | undefined;
  #opened = () => {};

  constructor() {
    addEventListener('message', ({ data, ports: [port] }: MessageEvent<AppHostInitMessage>) => {
      if (data.type !== 'connect-app-host-init' || port === undefined) return;
      this.#port = port;
      port.onmessage = ({ data: message }: MessageEvent<AppUpstreamMessage>) => this.#answer(message);
      const status = { initialized: true, startTime: new Date() } as const;
      this.#send({ type: 'acknowledge', connectionId: 'w-1', status, healthCheckInterval: 0 });
      this.lifecycle('create');
    });
  }

  /** Opens the app and starts it; with a scope it is opened for one contact. */
  async open(url: string, scope?: AppScope): Promise<void> {
    this.#scope = scope;
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width:344px;height:500px';
    frame.src = url;
    document.body.replaceChildren(frame);
    await new Promise<void>((resolve) => {
      this.#opened = resolve;
    });
    this.lifecycle('start');
  }

  lifecycle(stage: LifecycleStage): void {
    const config = {
      _type: 'iframe',
      arn: 'arn:aws:app',
      namespace: 'live-assist',
      id: 'a-1',
      name: 'Customer memory',
      description: '',
      accessUrl: 'http://127.0.0.1/',
      permissions: [],
    } as const;
    this.#send({
      type: 'appLifecycle',
      stage,
      appInstanceId: 'i-1',
      instanceId: 'i-1',
      appConfig: { ...config, permissions: [] },
      config,
      region: 'eu-central-1',
      launchedBy: { name: undefined, type: 'internal' },
      ...(this.#scope && { scope: this.#scope }),
    });
  }

  /** A contact comes, or enters another state. */
  tell(event: keyof typeof EVENTS, contact: WorkspaceContact): void {
    if (event === 'cleared' || event === 'destroyed') this.contacts.delete(contact.id);
    else this.contacts.set(contact.id, contact);
    for (const topic of this.#topics) {
      if (topic.key !== EVENTS[event]) continue;
      const data = { contactId: contact.id, initialContactId: undefined, type: 'voice' };
      this.#send({ type: 'publish', topic, data: { ...data, subtype: 'connect:Telephony' } });
    }
  }

  #send(message: AppDownstreamMessage): void {
    this.#port?.postMessage(message);
  }

  #answer(message: AppUpstreamMessage): void {
    if (message.type === 'log') this.logged.push(JSON.stringify(message));
    if (message.type === 'appLifecycleHandlerCompleted' && message.stage === 'create') this.#opened();
    if (message.type === 'subscribe') {
      const { topic } = message;
      const same = this.#topics.some(
        ({ key, namespace }) => key === topic.key && namespace === topic.namespace,
      );
      if (!same) this.#topics.push(topic);
    }
    if (message.type === 'request') this.#send(this.#reply(message));
  }

  #reply({ namespace, requestId, command, data }: RequestMessage): ResponseMessage {
    // `listContacts` comes without data.
    const asked = (data ?? {}) as { contactId?: string; attributes?: string[] };
    const { contactId = '', attributes = [] } = asked;
    const contact = this.contacts.get(contactId);
    const success = (answer: object): ResponseMessage => {
      return { type: 'response', namespace, requestId, isError: false, data: answer };
    };
    if (command === ContactRoutes.listContacts && namespace === contactNamespace) {
      return success([...this.contacts.keys()].map((id) => ({ contactId: id, type: 'voice', subtype: '' })));
    }
    if (command === ContactRoutes.getAttributes && contact !== undefined) {
      const known = Object.entries(contact.attributes ?? {}).filter(([name]) => attributes.includes(name));
      return success(Object.fromEntries(known));
    }
    if (command === 'voice/getInitialCustomerPhoneNumber' && contact?.phone !== undefined) {
      return success({ phoneNumber: contact.phone });
    }
    const details = { command, requestData: data };
    return {
      type: 'response',
      namespace,
      requestId,
      isError: true,
      errorKey: 'noResult',
      reason: 'No',
      details,
    };
  }
}

declare global {
  var workspace: FakeWorkspace;
}
globalThis.workspace = new FakeWorkspace();
