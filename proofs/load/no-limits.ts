/** Settings that lift the limits on analyses, because a load proof sends far more requests than a contact centre. */
export const NO_LIMITS = {
  ANALYSES_PER_CALL_PER_DAY: '1000000',
  ANALYSES_PER_CUSTOMER_PER_DAY: '1000000',
  ANALYSES_PER_TOKEN_PER_HOUR: '1000000',
  ANALYSES_PER_TOKEN_PER_DAY: '1000000',
};
