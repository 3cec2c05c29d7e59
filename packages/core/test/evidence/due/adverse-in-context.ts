import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, of a third pass: days of other things beside the day, and whole turns as they are spoken. */
export const ADVERSE = sayings(`
@ 2026-11-25
2026-11-27 | So I've had a look at the account and the payment you made on the 14th hasn't been applied, so what I'll do is get that moved across and you'll see it by Friday.
2026-11-26 | Thanks for bearing with me, it looks like last month's direct debit bounced, I'll get accounts to give you a ring tomorrow.
2026-11-30 | I can see the engineer didn't turn up on Tuesday, I'm really sorry, I've rebooked it and he'll be with you on Monday between 8 and 1.
2026-11-26 | Our lines are open Monday to Friday nine to five, and I'll call you tomorrow.
2026-11-27 | Because of the bank holiday it's going to be Friday before it gets there, I'll send it by Friday.
2026-12-01 | Your contract ends on 31 January, so I'll send you the renewal offer by Tuesday.
2026-11-27 | Your next bill is due on the 5th and I'll make sure the credit is on there by Friday.
2026-11-26 | I've made a note that you're away from the 3rd to the 10th, so I'll have it sent out tomorrow.
2026-11-26 | Your card expires in March, so we'll get a new one sent out tomorrow.
2026-11-27 | You've been with us for 12 years, I'll see what I can do by Friday.
2026-11-26 | It's been two weeks since you reported this, I'll chase it tomorrow.
2026-11-27 | That was three days ago, so I'll have a manager look at it by Friday.
2026-11-26 | You have 14 days to change your mind and I'll email the terms tomorrow.
2026-11-26 | The 30 day trial finishes soon, I'll call you tomorrow to talk it through.
2026-11-30 | I'll put a 24 hour hold on it and call you Monday.
2026-11-27 | There's a two year guarantee on that, I'll post the certificate on Friday.
2026-12-02 | With next day delivery not available, we'll get it to you by next Wednesday.
2026-11-26 | I'll put it on next day delivery, so you'll have it tomorrow.
2026-11-26 | If it's still not working in the morning, call us, otherwise I'll check it tomorrow.
2026-11-27 | I'll have to order the part today and fit it on Friday.
2026-11-26 | Shall I call you tomorrow? I'll do that.
2026-11-30 | We don't work weekends, so that'll be done on Monday.
2026-11-26 | I finish at five today so I'll ring you in the morning.
2026-11-27 | I'm not in tomorrow, I'll get it done on Friday.
2026-11-30 | I'm on annual leave from tomorrow until Monday, so I'll ring you on Monday.
2026-11-27 | They're not open on Thursday, Thanksgiving, so I'll call them on Friday.
2026-12-10 | Your appointment is on 3 December, and I'll ring you a week later, on the 10th.
2026-11-26 | Your appointment on 3 December is confirmed, I'll text you the details tomorrow.
2026-11-26 | I'll text you tomorrow with the details of your appointment on 3 December.
2026-11-26 | I'll get that 15 December delivery brought forward and let you know tomorrow.
2026-11-27 | I'll send you the invoices for September, October and November by Friday.
2026-11-27 | I'll send you the usage for the last three months by Friday.
2026-11-27 | I'll get you a refund for the days you missed by Friday.
2026-11-26 | I'll send you the 2025 statement tomorrow.
2026-11-27 | I'll send you the Q3 report by Friday.
2026-11-27 | I'll send you Tuesday's transcript by Friday.
2026-11-27 | I'll have the Christmas opening hours for you by Friday.
2026-11-30 | I'll email you the plan for the first quarter on Monday.
2026-11-30 | I'll have the December rota over to you Monday.
2026-11-27 | I'll get your Wednesday morning visit moved by Friday.
2026-11-27 | I'll move your visit from Thursday to Monday by Friday.
2026-11-26 | I'll change the delivery date to the 4th tomorrow.
2026-11-25 | I'll change the delivery date to the 4th today.
2026-11-26 | I'll put a note on the system for Friday's team by tomorrow.
2026-11-26 | I'll get the Saturday team to pick it up, but first I'll call you tomorrow.
2026-11-28,- | The Saturday team will do that.
2026-11-27 | Your order number is 12 5 7 3, and we'll ship it on Friday.
2026-11-27 | It's 40 pounds a month, and I'll set it up by Friday.
2026-11-26 | That's 5 per day, I'll apply it tomorrow.
2026-11-26 | I'll send two forms and one letter tomorrow.
2026-11-27 | I'll waive three of the four charges by Friday.
2026-11-26 | The second engineer will call you tomorrow.
2026-11-26 | I'll put you first on the list for tomorrow.
2026-11-26 | One moment please, I'll do that tomorrow.
2026-11-26 | I'll call you on 0 7 7 1 2 tomorrow.
2026-11-26 | I'll ring you tomorrow on the number ending 30.
2026-11-26 | I'll march over there myself tomorrow.
2026-11-26 | They may call you tomorrow, I'll make sure they do.
2026-11-26 | Just a second, I'll note that down and ring you tomorrow.
2026-11-27 | I sat with the team and we'll have it done by Friday.
2026-11-27 | I'll email Sunny and Wendy on Friday.
2026-11-26 | I'll do it tomorrow, not today.
2026-11-27 | I'll do it on Friday rather than Thursday.
2026-11-27 | I'll do it on Friday instead of Thursday.
2026-11-30 | Instead of Friday I'll call you on Monday.
2026-11-27 | It won't be today, it'll be Friday.
2026-11-30 | It won't be ready by Friday, so I'll send it on Monday.
2026-11-30 | It will not be Friday but Monday.
2026-11-27 | I can't do it any sooner than Friday, so I'll call you on Friday.
2026-12-01 | We'd said Monday but Monday's full, so Tuesday it is, I'll send him Tuesday.
2026-11-26 | Yes, tomorrow, I'll do it tomorrow, definitely tomorrow.
2026-11-27 | By tomorrow or Friday, I'd say, you'll have it.
2026-12-04 | You'll have it in the next week or so, let's say by the 4th of December.
- | You'll have it in a week or so.
- | It'll be a few weeks.
- | Sometime in the coming weeks we'll call you.
- | I'll do that over the next couple of months or so.
- | I'll keep you posted daily.
- | I'll call you back within office hours.
- | I'll update you at each stage.
- | I'll call you the moment it lands.
- | I'll ring you as and when.
- | We'll refund you 5 days after we get the parcel.
- | You'll hear from us three working days after the survey.
- | We'll write to you within 28 days of the hearing.
- | I'll send it a week before you travel.
- | It was last Friday that I sent it.
- | We did that back in March.
- | You called us on Monday.
2026-11-25,- | I'll be here all day today.
2026-11-26 | I'll see to it tomorrow a.m.
2026-11-26 | I'll see to it tomorrow p.m. when he's in.
2026-11-26 09:00 | I'll ring you at 9 in the morning.
2026-11-26 09:15 | I'll ring you tomorrow at nine fifteen.
2026-11-26 18:30 | I'll ring you tomorrow at half six in the evening.
2026-11-26 | I'll ring you tomorrow around threeish, let's say at 3.
2026-11-27 16:00 | You'll have it Friday by four o'clock.
2026-11-27 16:00 | You'll have it by four on Friday.
2026-11-30 14:00 | I'll ring you Monday, 2 pm.
2026-11-30 14:00 | I'll ring you Monday 14:00.
2026-11-30 14:00 | I'll ring you Monday at 1400 hours.
2026-11-25 17:00 | I'll have it done by 5 this afternoon.
2026-11-25 18:00 | I'll get back to you by six this evening.
2026-11-25 | I'll have it with you by 11 tonight.
2026-11-28 | I'll call you by Saturday noon.
2026-12-25,- | I'll have it by the 25th, Christmas Day.
2026-11-27 | I'm hoping for Thursday but it'll be with you Friday at the latest.
2026-11-27 | Thursday ideally, Friday latest, I'll send it.
2026-11-27 | Latest by Friday you'll get it.
2026-11-27 | At the latest on Friday I'll come back to you.
2026-11-30 | You will be getting an email from us on or before the 30th of November.
2026-12-04 | Allow until the 4th of December, we'll have it done by then.
2026-12-01 | The deadline is next Tuesday, so I'll have it done by next Tuesday.
2026-12-02 | I'd give it a week, I'll call you in a week.
2026-11-28 | Give it three days, and in three days I'll call.
2026-11-30 | Over the weekend the system updates, so on Monday I'll check it.
2026-12-24 | I'll send it four weeks tomorrow minus nothing, so on the 24th of December.
2026-12-07 | Monday week I'll give you a call.
2026-12-02 | In exactly one week from today I'll call you.
2026-12-16 | I'll call you three weeks from today.
2026-12-15 | I'll call you three weeks from yesterday, so on the 15th of December.
`);
