/** The hour of UTC in which a day of this time zone has surely ended, in summer as in winter. */
export function hourAfterTheDay(timeZone: string): number {
  const offsets = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].map((time) => {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(
      new Date(time),
    );
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0'] = /([+-])(\d+):(\d+)/.exec(offset) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) + Number(minutes) / 60);
  });
  return (48 - Math.floor(Math.min(...offsets))) % 24;
}
