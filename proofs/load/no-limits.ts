/** Settings under which nothing is refused for its number: a proof under load asks more in an hour than a centre does. */
export const NO_LIMITS = {
  ANALYSES_PER_CALL_PER_DAY: '1000000',
  ANALYSES_PER_CUSTOMER_PER_DAY: '1000000',
  ANALYSES_PER_TOKEN_PER_HOUR: '1000000',
  ANALYSES_PER_TOKEN_PER_DAY: '1000000',
};
