import { sayings } from './sayings.ts';

/** As in spans-in-context.ts. */
export const DATES = sayings(`
@ 2026-11-25
2026-12-02 | I'll send you a credit note for the lost week by Wednesday.
2026-12-02 | I'll send you the bill of last week by Wednesday.
2026-12-02 | I'll send you the statement for November by Wednesday.
2026-11-27 | I'll send you last week's bill on Friday.
2026-11-27 | I'll get the March invoice over to you by Friday.
2026-11-26 | I'll confirm your Monday appointment tomorrow.
2026-11-30 | I'll take this month's payment on Monday.
2026-11-27 | I'll refund yesterday's charge by Friday.
2026-11-30 | The refund goes to your card ending in 2135 within five days.
2026-11-27 | I'll send the money to the account ending 4417 in two days.
2026-11-26 | I'll move your Thursday delivery to Saturday by tomorrow.
2026-11-27 | I'll email you the October and November statements by Friday.
2026-12-01 | We'll resend the letter from the 10th by Tuesday.
2026-11-26 | I'll look at the missed appointment of last Monday tomorrow.
2026-11-27 | I'll send a refund for two days without service by Friday.
2026-11-30 | I'll sort out the charge for 14 November by Monday.
2026-11-26 | I'll ask about next week's visit tomorrow.
2026-11-30 | I'll get you the quote for next year by Monday.
2026-11-27 | I'll waive the fee for this month and you'll see that by Friday.
2026-11-27 | We'll credit you for the three weeks by Friday.
2026-11-26 | I'll book you in for the Tuesday slot by tomorrow.
2026-11-27 | I'll have the report on the weekend outage for you by Friday.
2026-11-30 | I'll sort the Christmas order by Monday.
2026-12-03 | We'll send it out on the 3rd.
2026-12-03 | We'll send that out on the third.
2026-12-01 | The new price will apply from the 1st, so I'll change it on the 1st.
2026-12-31 | We'll take the payment on the 31st.
- | I'll ring you on the 31st of November.
2026-11-30 | We'll close the account on the 30th.
2026-12-03 | I'll post it on the 3rd of December.
2026-12-21 | Your new contract starts and we'll call you on the twenty-first of December.
2026-12-03 | The courier's coming December 3rd.
2026-12-12 | You'll have your licence by the 12th of December at the latest.
2027-01-08 | We'll call you to renew on January the 8th.
2027-02-02 | I'll visit you on Tuesday, February 2nd.
2026-12-08 | I've booked you in with our engineer, he'll come Tuesday 8th December.
2026-12-09 | He'll come on Wednesday 9th.
2026-12-09 | He'll come on Wednesday the ninth, between 8 and 12.
2026-12-11 | We'll do it Friday 11 December 2026.
2026-11-30 | You'll have it by 30 November.
2026-12-31 | You'll get the P60 in December.
2027-03-31 | We'll do your review in March.
2027-01-31 | I'll ring you in January to see how you got on.
2026-12-31 | We'll have the fibre in by the end of December.
2026-12-31 | We'll upgrade you at the end of next month.
2026-11-30 | You'll get the bill at the end of the month.
2026-11-30 | Your discount will be on by month end.
2026-11-30 | We'll have it closed off before the end of this month.
2026-12-31 | You'll have the dividend by the end of the quarter.
2026-12-31 | They're rolling it out by quarter end, you'll have it by the end of this quarter.
2026-12-31 | We'll finish the migration by year end.
2026-12-31 | You'll get it before the year is out.
2026-12-31 | You'll have your certificate by the end of this year.
2027-03-31 | We'll migrate you in the next quarter.
2026-12-15,- | I'll send it mid-month.
2026-12-15,2026-12-31,- | We'll get it to you by mid December.
2026-12-15,2026-12-31,- | We'll have it to you by the middle of December.
2026-12-25,2026-12-24,- | You'll have it before Christmas.
2026-12-25,2026-12-24 | We'll definitely have the kitchen in by Christmas.
2026-12-24 | I'll get it to you by Christmas Eve.
2026-12-31 | We'll take it by New Year's Eve.
2027-03-28,- | We'll have the extension finished by Easter.
2026-12-26,2026-12-28,- | The sale starts and I'll ring you on Boxing Day.
- | We'll be in touch after the bank holiday.
- | I'll ring you the day after the bank holiday Monday.
2026-11-26,- | We'll have it shipped by Thanksgiving.
2026-12-01 | We'll send it by 12/1 or, as you'd say, the first of December.
2026-12-15 | We'll post it out by 15/12.
2026-12-15 | We'll post it out by 12/15/2026.
2026-12-28 | We'll post it out by 28/12/2026.
- | We'll post it out by 02/03.
2026-12-12,- | It'll be there on 12/12.
2026-12-15 | I'll send it by 2026-12-15.
2026-11-25 | I'll have that for you by EOD.
2026-11-26 | I'll have that for you by EOD tomorrow.
2026-11-26 | I'll have that for you by end of day Thursday.
2026-11-26 | I'll get it done tomorow.
2026-11-26 | I'll get it done tommorow morning.
2026-11-26 | I'll get it done by tommorrow.
2026-11-27 | I'll send it on fri.
2026-11-30 | ill call u mon at 10
2026-12-03 | we'll send it by next thurs
2026-11-26 | ill send it 2moro
2026-11-26 17:00 | i will call you tomorrow at five p m
2026-11-26 09:00 | i will call you tomorrow at nine a m
2026-11-27 | we will get that to you by friday thank you for your patience
2026-11-30 | okay so i will call you on monday and then we can go through the forms
2026-11-26 | yeah no problem i'll do that for you tomorrow and then i'll email you
2026-11-27 | I'll call you Thursday, sorry, Friday.
2026-11-27 | I'll call you tomorrow, no wait, on Friday.
2026-11-30 | I'll call you on Friday, or actually make that Monday.
2026-11-30 | It'll be Friday, I mean Monday, I'll send it.
2026-12-03 | We'll deliver on the 2nd, sorry, the 3rd of December.
2026-11-27 | I'll ring you on Thursday — scratch that, Friday.
2026-11-27 | I'll call you not tomorrow but Friday.
2026-11-27 | I can't call you tomorrow, but I'll call you on Friday.
2026-11-26 | I'll call you tomorrow to arrange the visit on Monday.
2026-11-26 | I'll let you know tomorrow whether we can do Friday.
2026-11-27 | By Friday I'll know if the part is coming on Monday.
2026-11-27 | If I don't hear from you tomorrow, I'll call you on Friday.
2026-11-26 | I'll ship it tomorrow and it should arrive by Monday.
2026-11-26 | I'll send you an email today or tomorrow.
2026-11-26 | I'll send it today, tomorrow at the latest.
2026-11-27 | I'll get it to you between tomorrow and Friday.
2026-12-02 | We'll get it out sometime between Monday and Wednesday of next week.
2026-12-01 | I'll speak to my manager tomorrow and call you back on Tuesday.
2026-11-27 | He's off until Thursday so I'll get him to call you on Friday.
2026-11-30 | We're closed at the weekend, so I'll call you on Monday.
2026-12-04 | We're really busy this week, so I'll call you next Friday.
2026-11-26 | It's too late for today, I'll do it tomorrow.
2026-11-30 | Today is Wednesday, so you should get it by Monday.
- | I'll call you as soon as it's in.
- | I'll ring you in a bit.
- | I'll get back to you in due course.
- | I'll send it one of these days.
- | I'll ring you once a week.
- | I'll call you every Monday at nine.
- | We'll send you a bill on the first of each month.
- | I'll call you a couple of days after the delivery.
- | We'll refund you within 14 days of getting the item back.
- | We'll get in touch 48 hours before the appointment.
2026-11-27,- | I'll let you know when the engineer has been on Friday.
- | You can cancel up to 24 hours before.
- | I'll be here until six.
- | I'll call you after Monday.
2026-11-27 | I'll ring you the day after tomorrow.
2026-11-27 | We'll have it fixed in two days.
2026-11-26 | I'll have it with you within a day.
2026-11-26 | I'll have it with you by this time tomorrow.
2026-11-26 17:00 | I'll get back to you by 5 pm Pacific tomorrow.
2026-11-30 | I'll call you this coming Monday.
2026-11-30 | I'll call you on Monday coming.
2026-11-30 | It's the coming Monday that I'll call you.
2026-11-28 | We can do Saturday, I'll send him then.
2026-12-02 | I'll do it next Wednesday.
2026-11-27 | I'll have it to you this Friday.
2026-12-07,- | I'll do it the Monday after next.
2026-12-04 | I'll do it not this Friday but next Friday.
2026-12-08 | I'll call you on the second Tuesday in December.
2026-12-31 | We'll switch you over on the last day of next month.
2026-12-25 | We'll switch you over in one month's time.
2026-12-25 | You'll have it in about a month.
2026-12-16 | It should be about three weeks, so I'll send it within three weeks.
2027-05-25 | We'll review your plan in half a year.
2027-11-25 | We'll call you again in a year.
2027-11-25 | We'll call you in twelve months.
@ 2026-11-28
2026-11-29 | I'll do that for you tomorrow.
2026-11-30 | I'm back in on Monday, I'll do that for you then.
2026-11-30 | I'll do that for you the next working day.
2026-12-01 | We'll have it sorted within two working days.
2026-12-04,2026-12-06 | I'll send that next week.
2026-11-29 | I'll have it done this weekend.
2026-12-06,- | I'll have it done next weekend.
@ 2026-12-31
2027-01-01 | I'll call you tomorrow to wish you a happy new year.
2027-01-04 | I'll call you on Monday.
2027-01-31 | You'll get it next month.
2027-01-31 | I'll call you on the 31st of January.
2027-01-31 | I'll call you on the 31st of next month.
2027-01-08,2027-01-10 | We'll call you next week.
@ 2026-02-10
2026-03-31 | We'll take it on the 31st.
2026-02-28 | We'll take it at the end of February.
- | We'll take it on the 30th of February.
2026-02-28 | You'll have it by the end of the month.
2026-04-05,- | It'll be done before Easter.
2026-03-31 | It'll be done by the end of the quarter.
`);
