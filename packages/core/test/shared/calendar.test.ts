import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  civilDay,
  clockInZone,
  dayInZone,
  isTimeZone,
  momentInZone,
  monthEnd,
  weekday,
} from '../../src/shared/calendar.ts';

const aDay = fc
  .integer({ min: Date.UTC(1970, 0, 1) / 86_400_000, max: Date.UTC(2200, 0, 1) / 86_400_000 })
  .map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));

describe('the day in a time zone', () => {
  it('dayInZone returns the civil day of the zone, not that of UTC', () => {
    const lateEvening = Date.UTC(2026, 2, 3, 23, 30);
    expect(dayInZone(lateEvening, 'UTC')).toBe('2026-03-03');
    expect(dayInZone(lateEvening, 'Europe/Vienna')).toBe('2026-03-04');
    expect(dayInZone(lateEvening, 'America/Los_Angeles')).toBe('2026-03-03');
    expect(dayInZone(lateEvening, 'Pacific/Kiritimati')).toBe('2026-03-04');
  });

  it('dayInZone starts a day at midnight even when the clocks change', () => {
    const midnight = Date.UTC(2026, 2, 28, 23, 0);
    expect(dayInZone(midnight - 1, 'Europe/Vienna')).toBe('2026-03-28');
    expect(dayInZone(midnight, 'Europe/Vienna')).toBe('2026-03-29');
    expect(dayInZone(midnight + 23 * 3_600_000 - 1, 'Europe/Vienna')).toBe('2026-03-29');
    expect(dayInZone(midnight + 23 * 3_600_000, 'Europe/Vienna')).toBe('2026-03-30');
  });

  it('dayInZone agrees with ISO-8601 in UTC', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 253_402_300_799_999 }), (ms) => {
        expect(dayInZone(ms, 'UTC')).toBe(new Date(ms).toISOString().slice(0, 10));
      }),
    );
  });

  it('dayInZone throws for an unknown zone and for an invalid date', () => {
    expect(() => dayInZone(0, 'Europe/Atlantis')).toThrow(RangeError);
    expect(() => dayInZone(Number.NaN, 'UTC')).toThrow(RangeError);
  });
});

describe('the clock in a time zone', () => {
  const zone = fc.constantFrom(
    'UTC',
    'Europe/Vienna',
    'America/Los_Angeles',
    'Asia/Kathmandu',
    'Pacific/Auckland',
  );
  const minute = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) / 60_000 }).map((n) => n * 60_000);

  it('tells the day and the minute of it', () => {
    const at = Date.UTC(2026, 10, 26, 3, 30);
    expect(clockInZone(at, 'America/Los_Angeles')).toEqual({ day: '2026-11-25', minutes: 19 * 60 + 30 });
    expect(clockInZone(at, 'Asia/Kathmandu')).toEqual({ day: '2026-11-26', minutes: 9 * 60 + 15 });
  });

  it('a local time converts back to the same moment, except in the hour that comes twice', () => {
    fc.assert(
      fc.property(minute, zone, (ms, timeZone) => {
        const { day, minutes } = clockInZone(ms, timeZone);
        expect(day).toBe(dayInZone(ms, timeZone));
        const back = momentInZone(day, minutes, timeZone);
        expect(Math.abs(back - ms) % 3_600_000).toBe(0);
        expect(clockInZone(back, timeZone)).toEqual({ day, minutes });
      }),
    );
  });

  it('a local time in a skipped hour moves past it', () => {
    expect(momentInZone('2026-03-29', 150, 'Europe/Vienna')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});

describe('time zone names', () => {
  it.each(['UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires'])('isTimeZone accepts %s', (name) => {
    expect(isTimeZone(name)).toBe(true);
  });
  it.each(['', 'Europe/Atlantis', 'Vienna', 'constructor'])('isTimeZone rejects "%s"', (name) => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe('civil days', () => {
  it('addDays crosses the ends of months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
  });

  it('weekday counts from Monday 1 to Sunday 7', () => {
    expect(weekday('2026-03-02')).toBe(1);
    expect(weekday('2026-03-08')).toBe(7);
  });

  it('civilDay returns null for a day that does not exist', () => {
    expect(civilDay(2026, 6, 30)).toBe('2026-06-30');
    expect(civilDay(2026, 6, 31)).toBeNull();
    expect(civilDay(2026, 2, 29)).toBeNull();
    expect(civilDay(2028, 2, 29)).toBe('2028-02-29');
    expect(civilDay(2026, 13, 1)).toBeNull();
    expect(civilDay(2026, 1, 0)).toBeNull();
  });

  it('monthEnd returns the last day of a month', () => {
    expect(monthEnd('2026-01-31', 0)).toBe('2026-01-31');
    expect(monthEnd('2026-01-31', 1)).toBe('2026-02-28');
    expect(monthEnd('2026-12-05', 1)).toBe('2027-01-31');
  });

  it('addDays goes forward and back, and the weekday follows', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -1000, max: 1000 }), (day, n) => {
        expect(addDays(addDays(day, n), -n)).toBe(day);
        expect(weekday(addDays(day, 7 * n))).toBe(weekday(day));
        expect(weekday(addDays(day, 1))).toBe((weekday(day) % 7) + 1);
      }),
    );
  });
});
