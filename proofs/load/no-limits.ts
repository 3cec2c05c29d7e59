/** Settings that lift the limits on analyses: a load proof sends more requests in an hour than a contact centre does. */
export const NO_LIMITS = {
  ANALYSES_PER_CALL_PER_DAY: '1000000',
  ANALYSES_PER_CUSTOMER_PER_DAY: '1000000',
  ANALYSES_PER_TOKEN_PER_HOUR: '1000000',
  ANALYSES_PER_TOKEN_PER_DAY: '1000000',
};
