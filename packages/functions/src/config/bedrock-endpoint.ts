/** The endpoint of Amazon Bedrock at an address; each has its own name in signatures and in rights. */
export function bedrockEndpoint(baseUrl: string): 'runtime' | 'mantle' {
  return new URL(baseUrl).hostname.startsWith('bedrock-mantle.') ? 'mantle' : 'runtime';
}
