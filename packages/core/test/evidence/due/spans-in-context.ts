import { sayings } from './sayings.ts';

/**
 * What agents say with the words around it, written before any rule was looked at. A line: each right day ("-" for none), with
 * the time of it where one is named; the sentence. A line "@" gives the day of those that follow; all are said at ten.
 */
export const SPANS = sayings(`
@ 2026-11-25
2026-11-26 12:00 | Right, so what I'll do is give you a call tomorrow morning once I've spoken to billing.
2026-11-26 | I'll make sure it gets sent out to you first thing tomorrow, all right?
2026-11-26 | Leave it with me and I'll ring you first thing in the morning.
2026-11-27 | I'll get that over to you first thing Friday.
2026-11-30 | First thing on Monday I'll raise that with the warehouse.
2026-11-25 | You should have that in your inbox by close of business.
2026-11-27 | I'll get the paperwork to you by close of business Friday.
2026-11-25 | We'll have it back on by close of play.
2026-11-26 | You'll have a reply by end of play tomorrow.
2026-11-25 | I'll see that it's done by the end of play today.
2026-11-30 | It'll be with you by end of play on Monday.
2026-11-25 | I'll email the confirmation over tonight after my shift.
2026-11-25 | An engineer is going to look at it overnight tonight.
2026-11-25 18:00 | I'll try them again this afternoon and see what they say.
2026-11-25 | I'll try to call you this evening.
2026-11-26 18:00 | Can we say tomorrow afternoon? I'll phone you then.
2026-11-26 | I'll message you tomorrow night when it's through.
2026-11-30 | Someone from dispatch will ring you Monday evening.
2026-12-01 12:00 | The courier is going to collect it Tuesday morning.
2026-11-27 18:00 | I'll have an answer for you by Friday afternoon.
2026-11-27 12:00 | You'll get the new card by Friday lunchtime, 12:00 at the latest.
@ 2026-11-23
2026-11-25 | I'll have this sorted by midweek.
2026-11-25 | You'll hear from us midweek, so around Wednesday.
2026-12-02 | I'll aim to get back to you midweek next week.
2026-11-27 | The parts should be in later this week and then I'll ring you.
2026-11-27 | I'll get that done sometime this week.
2026-11-27 | We'll be in touch before the week is out.
2026-11-27 | I'll have it wrapped up by EOW.
2026-11-27 | Your statement will be ready end of this week.
2026-11-27,2026-11-29 | You'll see the payment at the end of the week.
2026-11-24 | I'll reach out Tuesday, that's tomorrow.
2026-11-24 | I'll call you tomorrow, Tuesday.
2026-11-24 | I'll phone you on Tuesday the 24th.
2026-11-30,2026-12-07 | I'll phone you on Monday.
@ 2026-11-25
2026-12-04,2026-12-01,2026-12-02,- | I'll chase the supplier early next week and let you know.
2026-12-04 | It's probably going to be towards the end of next week before I can send it.
2026-12-02,2026-12-04,- | He'll be in touch in the middle of next week.
2026-12-04 | We'll get that refunded late next week.
2026-12-04,2026-12-06 | I'll put a new one in the post next week.
2026-12-01,2026-12-04 | I'll call you early next week, Tuesday at the latest.
2026-12-11,2026-12-13 | The work is going to be carried out the week after next.
2026-12-11,2026-12-13 | Someone will come out to you in the week after next.
2026-12-09 | I'll visit you on Wednesday of the week after next.
2026-12-11,2026-12-13,2026-12-09 | We'll deliver in two weeks' time, the week after next.
2026-11-30,- | I'll pick it up straight after the weekend.
2026-11-30,- | He'll call you after the weekend when he's back in the office.
2026-11-29 | I'll have a look at it at the weekend.
2026-11-29 | We'll send the replacement this weekend.
2026-11-27 | I'll get it to you before the weekend.
2026-12-04 | We'll ring you a week on Friday.
2026-12-04 | The technician can come out Friday week.
2026-12-07 | Our surveyor will be round a week on Monday, between nine and one.
2026-12-03 | I'll call again a week tomorrow if that suits.
2026-12-03 | I'll call you tomorrow week.
2026-12-02 | I'll check in with you today week.
2026-12-02 | I'll give you a ring the same day next week.
2026-12-02 | I'll call you this time next week.
2026-12-15 | I'll follow up with you two weeks from Tuesday.
2026-12-11 | We'll switch it on two weeks on Friday.
2026-12-09 | Let's say two weeks from today, I'll call you then.
2026-12-10 | They'll install it two weeks from tomorrow.
2026-12-08 | I'll come back to you on Tuesday week with a figure.
2026-12-11 | I'll have the contract for you Friday fortnight.
2026-12-09 | That will be credited in a fortnight's time.
2026-12-09 | You'll have your deposit back within a fortnight, no later.
2026-12-02 | Someone will be in touch in a week's time.
2026-12-16 | We're looking at three weeks' time and then I'll send it.
2027-01-25 | The upgrade goes through in two months' time.
2026-12-25 | We'll settle the claim within 30 days of today.
2026-12-05 | You can expect our letter within ten days from today.
2026-12-09 | I'll refund the whole amount within 14 days of today's call.
2026-11-28 | We'll activate it 3 days from now.
2026-11-28 | That's going to be with you three days from today.
2027-01-20 | It will be delivered in fifty-six days.
2027-01-06 | We'll have it there within forty-two days.
2027-01-24 | You'll hear from the ombudsman team within sixty days.
2027-02-23 | We'll write to you within ninety days with a final response.
2027-02-18 | We pay it out within eighty-five days.
2027-03-05 | You will have the decision within one hundred days.
2026-11-27 10:00 | I'll get you an answer within 48 hours.
2026-11-28 10:00 | Please allow me seventy-two hours and I'll have it fixed within 72 hours.
2026-11-26 10:00 | You'll get a call from a manager within the next 24 hours.
2026-11-25 12:00 | I'll get back to you in the next couple of hours.
2026-11-25 10:30 | Give me half an hour and I'll call you back in half an hour.
2026-11-25 10:45 | I'll ring you in three quarters of an hour.
2026-11-25 11:30 | We'll have that unlocked in an hour and a half.
2026-11-25 11:00 | It should be working within the hour.
2026-11-25 10:20 | I'll text you the link in the next twenty mins.
2026-11-25 13:00 | The engineer is about 3 hrs away and he'll be there in 3 hrs.
2026-11-25 10:10 | I'll send the code over in 5 to 10 minutes.
2026-11-25 14:00 | You'll have it back on in two to four hours.
2026-12-02 | The money will be back in your account in 3 to 5 working days.
2026-12-02 | You're going to get that refund within three to five business days.
2026-12-04 | It can take five to seven working days, so we'll have it there in five to seven working days.
2026-12-09 | I'll make sure you get it within the next 10 business days.
2026-11-30 | We'll issue it in three working days.
2026-11-26 | I'll have that done the next working day.
2026-12-02 | It'll ship in under five working days.
2026-12-07 | We'll have it to you in at most eight working days.
2026-11-27 | We'll respond to the complaint in two working days.
2026-11-26 16:00 | The driver will be with you tomorrow between 2 and 4.
2026-11-26 16:00 | We'll have someone out to you tomorrow between two and four in the afternoon.
2026-11-30 09:30 | I'll call you on Monday at 9.30.
2026-11-30 09:30 | So that's Monday, half past nine, I'll call you then.
2026-12-01 14:45 | I'll ring you on Tuesday at quarter to three.
2026-11-26 11:15 | I'll phone you tomorrow at a quarter past eleven.
2026-11-27 12:00 | You'll have the figures by noon on Friday.
2026-11-27 12:00 | You'll have the figures by midday Friday.
2026-11-26 17:00 | I'll have it in your inbox by five p m tomorrow.
2026-11-25 17:00 | I'll email you by 5 p.m.
2026-11-25 16:30 | She'll call you at half past four today.
2026-11-25 17:00 | I'll get it done by 5 o'clock.
2026-11-26 17:00 | Let me call you back by 5 pm tomorrow at the latest.
2026-12-04 10:30 | We've got you down for 10:30 a.m. on Friday, December 4th, and he'll be there.
2026-11-27 13:00 | He'll be with you Friday morning, somewhere between 8 and 1.
2026-11-30 18:00 | Our van will come on Monday from 4 pm to 6 pm.
2026-11-27 | I will have that to you by Friday at the very latest.
2026-11-27 | I'll send it Thursday or Friday at the latest.
2026-12-01 | You'll hear from me Monday or Tuesday.
2026-11-30 | No later than Monday I'll have an update for you.
2026-11-30 | I'll have it out to you no later than the 30th.
2026-11-27 | It'll reach you on Friday at the latest.
2026-12-03 | We'll have the new router with you not later than next Thursday.
- | I won't be able to do it before Monday I'm afraid.
- | It's not going to be there before Monday.
- | We can't send it out earlier than the 4th.
2026-11-26 | Since you called on Monday, I'll get this solved by Thursday.
2026-11-27 | You rang us yesterday and I'll make sure you get an answer by Friday.
2026-11-26 | I see you ordered it on 3 November, I'll ship it tomorrow.
2026-11-30 | Your payment was due on the 15th, and we'll take it again on Monday.
2026-11-27 | I know we said last Friday, but I'll have it done by this Friday.
2026-11-26 | They promised you Tuesday and it never came, so I'll call you tomorrow.
2026-11-25 | The engineer was booked for yesterday, so I'll chase it today.
`);
