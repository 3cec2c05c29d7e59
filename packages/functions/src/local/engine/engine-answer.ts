/** An answer of the engine. */
export interface Answer {
  status: number;
  body: string;
}

/** One that says no, in the form in which DynamoDB says it. */
export class Refusal extends Error implements Answer {
  /** Such as `UnrecognizedClientException`. */
  readonly type: string;
  readonly status: number;

  constructor(type: string, message: string, status = 400) {
    super(message);
    this.type = type;
    this.status = status;
  }

  /** The body of the answer, from which an SDK makes its error. */
  get body(): string {
    return JSON.stringify({ __type: `com.amazon.coral.service#${this.type}`, message: this.message });
  }
}
