import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, written after the rules for those. */
export const FRESH = sayings(`
@ 2026-11-25
2026-11-26 | Okay, what I'm going to do is escalate this, and you'll hear back from the team by tomorrow close of business.
2026-11-27 | All being well it'll land with you Friday.
2026-11-30 | I'd expect it to be resolved by Monday morning at the very latest.
2026-11-26 10:30 | So that's half ten tomorrow, I'll give you a bell then.
2026-11-26 09:45 | I'll dial you back at quarter to ten tomorrow.
2026-11-26 15:20 | I'll ring you at twenty past three tomorrow.
2026-11-26 14:50 | I'll ring you at ten to three tomorrow afternoon.
2026-11-27 08:00 | Our driver starts early, so he'll be there at 8 am on Friday.
2026-11-25 15:00 | I'm on until six, I'll call you back at three.
2026-11-25 12:00 | I'll have that with you by noon.
2026-11-25 12:00 | I'll ping it over by midday today.
2026-11-26 19:00 | She'll give you a call tomorrow between six and seven in the evening.
2026-11-30 20:00 | I'll call you at 8 pm Monday.
2026-11-27 17:30 | The parcel will be there Friday by 5:30.
2026-11-26 13:00 | They'll come tomorrow, any time between 8am and 1pm.
2026-11-28 11:00 | He'll be there on Saturday from nine till eleven.
2026-12-01 | You'll have it Tuesday, end of day.
2026-11-27 | I'll get the refund processed and it'll show up on your card by the end of this week.
2026-12-09 | The cheque is going to be with you within two weeks.
2026-12-02 | A new SIM is going out today, it'll be with you in five to seven days, so by next Wednesday.
2026-12-07 | It needs eight working days, so we'll have it done in eight working days.
2026-12-09 | You're looking at around ten business days, so I'll have it back to you within ten business days.
2026-11-27 | It takes up to two working days for us to reply, so we'll be in touch within two working days.
2026-11-30 | We aim to get back to people inside three working days, you'll have your answer inside three working days.
2026-11-26,2026-11-27 22:00 | I'll make sure it's done in the next thirty-six hours.
2026-11-25 10:40 | Bear with me, I'll have this done in forty minutes.
2026-11-25 12:30 | I'll call you in two and a half hours.
2026-11-25 11:20 | I'll call you in an hour and twenty minutes.
2026-11-25 10:15 | Give us quarter of an hour, I'll ring you in a quarter of an hour.
2026-11-26 | They'll resolve it within one day, so within 24 hours of now.
2026-12-05 | I'll have the documents to you ten days from today.
2026-12-23 | We'll release the hold twenty-eight days from today.
2027-01-24 | Your statutory answer will come within 60 days from today.
2026-12-09 | I'll give you a shout two weeks today.
2026-12-04 | I'll get that booked for a week on Friday.
2026-12-01 | Let's do Tuesday of next week, I'll call you then.
2026-12-08 | The inspector will be round on the Tuesday after next.
2026-12-02 | I'm off till next week, so I'll call you Wednesday next week.
2026-12-03 | She's on leave until Monday, so she'll call you next Thursday.
2026-11-29,2026-12-04 | It'll be done by Sunday.
2026-11-30,- | Nothing moves at weekends, so I'll do it as soon as the weekend's over, on Monday.
2026-11-28,2026-11-29 | We'll have your line fixed by the weekend.
2026-11-27 | I'll let you know before the weekend starts.
2026-12-31 | I'll get the annual summary to you by the end of December.
2027-01-31 | It'll be on your January statement, which we'll send at the end of January.
2026-11-30 | You'll see the adjustment by the end of the month, I promise.
2026-12-31 | The rebate will be paid at the end of the quarter.
2027-06-30 | We'll review your tariff in June.
2026-12-15,2026-12-31,- | The parts arrive mid December so we'll fit them by mid-December.
2026-12-10 | The warranty swap ships on the 10th.
2026-12-10 | You'll receive it on Thursday the 10th of December.
2026-12-10 | You'll receive it by December 10.
2026-12-10 | You'll receive it by 10 Dec.
2026-12-10 | You'll receive it by the tenth.
2026-12-22 | I'll deliver it on Tuesday, 22nd December, first thing.
2027-01-04 | We'll restart the service on January fourth.
2027-01-15 | We'll call about the renewal on 15 January next year.
2027-03-01 | Your policy is renewed and we'll write to you on the first of March.
2026-12-01 | We'll collect it on the first of the month.
2026-12-05 | I'll apply the credit on the 5th of next month.
- | I'll apply it on the 5th of every month.
- | We'll come out on February 30th.
2026-12-24 | We'll get it delivered before Christmas Eve, so by the 24th.
2027-01-01,2027-01-31,- | We'll look at it again in the New Year.
2026-12-31 | We'll close it by the end of the calendar year.
2026-11-27 | I'll look at your Monday claim and I'll have an answer by Friday.
2026-11-30 | I'll send the corrected October bill on Monday.
2026-11-26 | I'll chase your Saturday delivery slot tomorrow.
2026-12-02 | I'll refund the two weeks you were without broadband by next Wednesday.
2026-11-27 | I'll credit the week you lost by Friday.
2026-11-27 | You'll get the letter about next month's increase by Friday.
2026-11-26 | I'll check what happened to last Thursday's parcel by tomorrow.
2026-11-30 | About the order from the 12th of November, I'll get back to you on Monday.
2026-11-27 | The order was placed on Monday, shipped on Tuesday, and you'll get it by Friday.
2026-11-26 | You were due a call on Monday, I'm sorry, I'll call you tomorrow.
2026-11-26 | We'd said Wednesday, but I'll do it Thursday.
2026-11-30 | I know it was meant to be this Friday, but it'll be Monday before I send it.
2026-11-30 | Not Friday, Monday, I'll call you Monday.
2026-12-01 | I'll have it on Monday, well, let's say Tuesday.
2026-11-27 | I'll ring on Thurs, or Fri at the latest.
2026-11-30 | I'll give you a call tomorrow or, failing that, Monday.
2026-11-26 | I'll ring you tomorrow at the latest.
2026-12-01 | I'll have an update for you either Monday or Tuesday next week.
2026-12-03 | He'll fix it Wednesday or Thursday of next week.
2026-11-27 | I'd say between now and Friday you'll have it.
2026-11-27 | We'll be in touch some time between now and Friday.
- | I can't promise anything before Friday.
- | You won't get it by Friday.
- | We'll ship no earlier than Monday.
- | I'll call you when I have news.
- | I'll ring you a day or two before delivery.
- | We'll bill you monthly on the 3rd.
- | We'll call you at some point.
- | I'll send you a reminder three days before it's due.
2026-11-26 | right so i'll ring you back tomoz yeah
2026-11-26 17:00 | i'll send that by five pm tomorrow okay
2026-11-27 | so that'll be with you by friday the twenty seventh
2026-12-04 | that will be with you on december fourth
2026-11-30 | we will get back to you by monday november thirtieth
2026-12-02 | i'll call you back next wednesday at the same time
2026-11-26 | You can expect my call tomorrow, same time.
2026-11-26 | Expect an email from us by tomorrow lunchtime.
2026-11-27 | My colleague in the UK will have it with you by Friday, UK time.
2026-11-27 15:00 | You'll get it by 6 pm Eastern on Friday.
2026-11-26 11:00 | I'll call at noon Mountain time tomorrow.
2026-11-30 | Monday's a holiday here in Sydney, but I'll still call on Monday.
2026-11-28 | I'll call you Saturday morning then.
@ 2026-11-27
2026-11-30 | I'll sort it on the next working day.
2026-11-30 | It's nearly five, so I'll do it first thing Monday.
2026-12-02 | You'll have it in three business days.
2026-12-04,2026-11-27 | I'll ring you Friday.
2026-12-04 | I'll ring you next Friday.
2026-12-04 | I'll ring you a week today.
2026-11-27 | I'll have it by the end of the week, so by tonight.
2026-11-30 | I'll call you back in three days.
@ 2027-02-26
2027-02-28 | You'll have it by the end of the month.
2027-03-26 | I'll call you in a month.
2027-03-31 | I'll ring you on the 31st.
2027-03-26 | I'll ring you on Good Friday.
2027-03-05 | I'll follow up a week from today.
`);
