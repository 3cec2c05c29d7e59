/**
 * What the bundles for Lambda leave out of the AWS SDK: the credentials of single sign-on, of profiles and of other
 * machines, event streams, and the names of browsers. Lambda gives a function its credentials in the environment, so none
 * of it is ever loaded there; the runtime has it all the same. Left in, each would be a file of its own that shares code
 * with the client of DynamoDB, and a cold start would read some 30 KB more in twice as many files.
 *
 * @module
 */
export const LEFT_OUT = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/core/event-streams',
  '@smithy/credential-provider-imds',
  'bowser',
];
