import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, of a fourth pass: siblings of forms that were collected. */
export const SIBLINGS = sayings(`
@ 2026-11-25
2026-11-26 | I'll call you back tomorrow before noon, how's that?
2026-11-26 09:00 | I'll ring you at nine tomorrow morning on the dot.
2026-11-26 | I'll give you a call around this time tomorrow.
2026-11-26 | I'll have it with you by mid-morning tomorrow.
2026-11-26 | I'll have it with you by mid afternoon tomorrow.
2026-11-25 | I'll send it out before the end of today.
2026-11-25 | I'll do that before we close today.
2026-11-25 | I'll do it before the day is out.
2026-11-25 | I'll do it in the next little while, certainly today.
2026-11-25 | I'll call you back in just a few minutes.
2026-11-25 10:10 | I'll call you back in ten.
2026-11-25 11:00 | I'll be back to you inside an hour.
2026-11-25 11:30 | I'll call you in about an hour and a half.
2026-11-25 13:00 | We'll have it fixed in under three hours.
2026-11-27 | We'll reply within two business days.
2026-12-02 | It'll take up to 5 business days, you'll have it in up to 5 business days.
2026-12-02 | You'll have it inside of a week.
2026-12-02 | We'll refund it in one week.
2026-12-09 | You'll get that within the next fortnight.
2026-12-23 | We'll get it done in four weeks.
2026-12-16 | You'll have it in two to three weeks.
2026-12-04 | It'll arrive within 7 to 9 days.
2026-12-02 | It'll arrive in four to seven days.
2026-11-30 | It will be there by the next working day after Friday, so Monday, by Monday.
2026-11-26 | The next business day, that's tomorrow, I'll send it.
2026-11-26 | I'll call you on the next working day.
2026-11-27 | I'll call you on Friday at some stage.
2026-11-27 | I'll call you back at the end of the day on Friday.
2026-11-27 | You'll have it end of business Friday.
2026-11-27 | You'll have it by the close of play on Friday.
2026-11-27 | You'll have it COB Friday.
2026-11-27 | You'll have it by Friday EOD.
2026-11-27 | You'll have it by Friday's close of business.
2026-11-27 | You'll have it some time on Friday.
2026-11-27 | You'll have it Friday or before.
2026-11-27 | You'll have it Friday or sooner.
2026-11-27 | We'll be with you Friday, hopefully before lunch.
2026-12-04 | I'll be in touch on Friday of next week.
2026-12-04 | I'll be in touch Friday next week.
2026-12-04 | I'll be in touch the Friday of next week.
2026-12-04 | I'll be in touch a week this Friday.
2026-12-05 | I'll be in touch a week on Saturday.
2026-12-01 | We'll come back to you by Tuesday next week.
2026-12-09,2026-12-16 | He'll ring on Wednesday fortnight.
2026-12-09 | He'll ring you a fortnight today.
2026-12-10 | He'll ring you a fortnight tomorrow.
2026-12-11,2026-12-13 | We'll get it out to you the week after next week.
2026-12-02,2026-12-04 | We'll get it out to you by the middle part of next week, say Wednesday.
2026-12-04 | We'll get it out to you by next week's end.
2026-12-01,2026-12-04,2026-12-02 | We'll get it out to you in the first half of next week.
2026-12-04 | We'll get it out to you in the second half of next week.
2026-11-30 | We'll pay it out before the month's end.
2026-11-30 | We'll pay it out by the last of the month.
2026-11-30 | We'll pay it out by the end of November.
2026-11-30 | We'll pay it on the last working day of this month.
2026-12-01 | We'll pay it on the first working day of next month.
2026-12-31 | We'll pay it on the last day of December.
2026-12-31 | We'll pay it by 31 December.
2026-12-31 | We'll pay it by December 31st at the latest.
2026-12-31 | We'll pay it by the thirty-first of December.
2027-01-01 | We'll pay it on New Year's Day.
2027-02-28 | We'll pay it by the end of February.
2027-02-14 | We'll get those flowers to you by Valentine's Day.
2026-12-24,2026-12-25 | We'll get that to you in time for Christmas.
2027-03-26 | We'll get it done by Good Friday.
2027-03-29 | We'll reopen and call you on Easter Monday.
2026-12-15 | It'll be charged on the fifteenth of next month.
2026-12-15 | It'll be charged on the 15th of December 2026.
2026-12-15 | It'll be charged Tuesday, December 15.
2026-12-15 | It'll be charged Tuesday the 15th.
2026-12-15 | It'll be charged on Dec 15th.
2026-12-15 | It'll be charged on 15 Dec.
2026-12-15 | It'll be charged on 15th December.
2026-12-15 | It'll be charged on December the 15th.
2026-12-15 | It'll be charged on 15.12.2026.
2026-12-15 | It'll be charged on 15-12-2026.
2026-12-15 | It'll be charged on 12/15/26.
2026-12-15 | It'll be charged on the 15th of the month.
2027-01-05 | It'll be charged on 5 January 2027.
2026-12-05 | It'll be charged on the 5th December.
- | It'll be charged on 5/6.
2026-11-28,2026-11-29 | I'll do it at some point over the weekend.
2026-11-29 | I'll do it on Sunday evening.
2026-11-28 | I'll do it first thing on Saturday.
2026-11-26 | I'll do it tomorrow without fail.
2026-11-27 | I'll do it in a couple of days.
2026-11-27 | I'll do it within two days.
2026-11-28 | I'll do it within 3 days, max.
2026-11-30 | I'll do it in three business days' time.
2026-12-01 | I'll do it six days from now.
2026-12-08 | I'll do it thirteen days from today.
2026-12-25 | I'll do it a month from today.
2027-01-25 | I'll do it two months from now.
2026-12-25 | I'll do it within one calendar month.
2027-02-25 | I'll do it in three months.
2027-05-25 | I'll do it in six months' time.
2027-11-25 | I'll do it in a year's time.
2026-12-02 | I'll do it one week from today.
2026-12-03 | I'll do it a week from tomorrow.
2026-12-07 | I'll do it a week from Monday.
- | I'll do it every other Tuesday.
- | I'll do it on a weekly basis.
- | I'll do it shortly before your appointment.
2026-11-27,- | I'll do it straight after your visit on Friday.
- | I'll do it a day after they've been.
- | I'll do it when I can.
- | I'll do it any day now.
- | I'll do it sooner rather than later.
- | I'll do it in the coming days.
- | I'll do it in the not too distant future.
2026-11-25 | I'll do it now, today.
2026-11-25 | I'll do it straight away today.
2026-11-25 | I'll do it by tonight at the latest.
2026-11-25 | I'll do it by the end of the evening.
2026-11-25 | I'll do it by the end of the working day.
2026-11-25,- | I'll do it at lunchtime.
2026-11-26 | I'll do it at lunchtime tomorrow.
2026-11-27 | I'll do it within the next two days.
2026-11-27,2026-11-26 | I'll do it in a day or two.
2026-11-26 14:00 | I'll do it tomorrow, by 5 p.m. Eastern, 2 p.m. Pacific.
2026-11-30 | I'll do it Monday, 9 a.m. Central.
2026-11-27 | I'll do it as early as Friday.
2026-11-27 | I'll do it Friday if not before.
2026-11-27 | It'll be Friday at the outside.
2026-11-27 | I can get that to you as soon as Friday.
2026-11-30 | It should clear by Monday.
2026-11-30 | Expect it Monday.
2026-11-30 | Expect that Monday or thereabouts, so by Monday.
2026-11-30 | We're aiming for Monday.
2026-11-30 | Let's pencil in Monday.
2026-11-30 | Monday it is then.
`);
