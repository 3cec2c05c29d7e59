/** An answer of the engine. */
export interface Answer {
  status: number;
  body: string;
}

/** An error answer in the form of DynamoDB. */
export class Refusal extends Error implements Answer {
  /** Such as `UnrecognizedClientException`. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }

  /** The body from which the SDK creates its error. */
  get body(): string {
    return JSON.stringify({ __type: `com.amazon.coral.service#${this.type}`, message: this.message });
  }
}
