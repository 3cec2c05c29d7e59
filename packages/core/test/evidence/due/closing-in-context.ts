import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, of a seventh pass. */
export const CLOSING = sayings(`
@ 2026-11-25
2026-11-27 | I've asked the warehouse to prioritise it, so you should see it arrive Friday.
2026-12-01 | I'll have my supervisor review the call and phone you Tuesday.
2026-11-26 | You'll get an email from me tomorrow lunchtime with the tracking number.
2026-11-25 | I'll get that unlocked for you within the hour.
2026-12-04 | It's two weeks' notice from last Friday, so we'll close it a week on Friday.
2026-12-09 | The returns label is valid for two weeks and we'll refund you within two weeks.
2026-11-27 | For the order you placed this morning, we'll dispatch by Friday.
2026-11-26 | The meter reading for November goes in tomorrow, I'll do that.
2026-12-02 | I'll have someone look at the November meter reading by next Wednesday.
2026-12-10 | Please keep Thursday the 10th free, he'll come on Thursday the 10th.
2026-12-01 | We'll move your payment date and it'll come out on the 1st.
2026-12-28 | Your direct debit will be taken on the 28th of December.
2026-12-28 | It'll be taken on Monday the 28th.
2027-01-01 | It'll be taken on the first of January.
2026-11-30 | I'll make sure it's with you on or before Monday.
2026-11-30 | I'll make sure it's with you Monday at the latest.
2026-11-30 | I'll make sure it's with you latest Monday.
2026-12-02 | Give it a week, and I'll follow up next Wednesday.
2026-12-09 | We'll follow up in a fortnight or so, say in a fortnight.
2026-11-28 | Within the next three days you'll have a decision.
2026-11-30 | Within the next three working days you'll have a decision.
2026-12-02 | One of our advisors will contact you over the next five working days.
2026-12-05 | The transfer takes up to ten days, so it'll be with you in up to ten days.
2026-12-15 | It takes twenty days, so I'll check in twenty days.
2027-01-09 | I'll check in again in forty five days.
2026-11-26 18:00 | He'll come round tomorrow afternoon, some time between 12 and 6.
2026-11-26 16:00 | I'll phone tomorrow, four o'clock, is that okay?
2026-11-26 10:30 | I'll phone at about half past ten tomorrow.
2026-11-27 15:00 | I'll phone Friday around 3.
2026-11-27 15:00 | I'll phone at three on Friday.
2026-11-27 20:00 | I'll phone Friday evening at eight.
2026-11-30 13:00 | I'll phone by one o'clock Monday.
2026-11-25 13:45 | I'll phone at quarter to two.
2026-11-25 16:00 | I'll send it by 4 this afternoon.
2026-11-25 | I'll send it before I log off tonight.
2026-11-26 | I'll send it once I'm in tomorrow.
2026-11-27 | I'll send it on Friday when I'm back at my desk.
2026-11-27 | I'm going to send it Friday, Saturday is too late.
2026-12-01 | I'd love to say Monday but realistically I'll send it on Tuesday.
2026-12-01 | Monday is a bank holiday so I'll send it on Tuesday.
2026-11-27 | Tomorrow is Thanksgiving so I'll send it Friday.
2026-11-30 | Friday's my day off, so I'll send it Monday.
2026-11-30 | I'm only in Mondays so I'll send it on Monday.
2026-11-26 | Since it's already Wednesday, I'll send it tomorrow.
2026-11-27 | The cut-off was at noon, so we'll send it on Friday.
2026-11-27 | If we get it by tomorrow, you'll have your refund by Friday.
2026-11-27 | Send it to us by tomorrow and we'll refund you by Friday.
- | I'll refund it once we receive it on Friday or later.
- | I'll get back to you, I can't say when.
- | We'll ring you the week of your appointment.
- | I'll send you the Thursday menu.
- | You'll have heard from us last Monday.
- | We'll call you every day this week.
- | We'll let you know nearer the time.
2026-12-31 | I'll send the statement for this year by the end of December.
2026-12-31 | Our offices reopen in January, so I'll send it before the end of December.
2027-01-31 | We'll start in the new year, in January.
2026-12-02 | I'll get the quote for the March event over by next Wednesday.
2026-11-27 | I'll sort the booking for the 12th of December by Friday.
2026-11-27 | I'll email the timetable for next week by Friday.
2026-11-27 | I'll send last week's and this week's figures by Friday.
2026-11-27 | I'll cancel the Saturday visit by Friday.
2026-11-26,- | I'll cancel your visit on Saturday tomorrow.
2026-11-27 | I'll refund November and December by Friday.
2026-12-04 | I'll sort it by Friday week.
2026-12-01 | I'll sort it Tuesday coming.
2026-11-30 | I'll sort it the day after the weekend, on Monday.
2026-11-27 | I'll sort it two days from now.
2026-11-26 | I'll sort it a.s.a.p., tomorrow at the latest.
2026-11-26 | I'll sort it by tmrw.
2026-11-27 | I'll sort it by Fri.
2026-12-01 | I'll sort it by Tues.
2026-11-30 | I'll sort it by Mon.
`);
