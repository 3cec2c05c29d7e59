import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, of a sixth pass: what rules for other things must not take away. */
export const PLAIN = sayings(`
@ 2026-11-25
2026-11-30 | We'll have your new phone with you by the Monday.
2026-11-27 | I'll call you on the Friday morning to confirm.
2026-11-29 | I'll have it done over the weekend Mrs Jones.
2026-11-29 | I'll have that done by the weekend for definite.
2026-11-27 | Your refund Friday will be the full amount, I'll send it Friday.
2026-11-26 | My colleague will call you tomorrow morning Mr Smith.
2026-11-27 | I will call her Friday afternoon and let you know.
2026-11-30 | I'll do that Monday Mrs Jones.
2026-11-30 | We will make it Monday then.
2026-11-26 | Not a problem, I'll do that tomorrow.
2026-11-26 | No, I'll not forget, I'll do it tomorrow.
2026-11-27 | I won't forget to call you on Friday.
2026-11-27 | Don't worry, you'll get it by Friday.
2026-11-27 | don't worry you'll get it by friday
2026-11-26 | It's not there yet but I'll send it tomorrow.
2026-11-26 | I'm not able to do that today but I can do it tomorrow.
2026-11-30 | We can't do Friday, can we say Monday?
2026-11-27 | Why don't I call you on Friday?
2026-11-27 | I don't see why we can't have it to you by Friday.
2026-11-27 | It shouldn't be later than Friday, I'll have it by Friday.
2026-12-02 | It won't take more than a week.
2026-12-02 | It should take no longer than five working days.
2026-11-30 | You never need to worry, I'll send it on Monday.
2026-11-26 | The system was down yesterday and I'll get it done tomorrow.
2026-11-27 | They said it would come Tuesday, I'd expect it Friday.
2026-11-27 | It was supposed to be Monday, it will be Friday now.
2026-11-26 | We spoke on Monday and I told you I'd call, I'll do it tomorrow.
2026-11-30 | I was told it will arrive on Monday.
2026-11-27 | If it helps, I can have it there on Friday.
2026-11-27 | If you like I'll call you on Friday.
2026-11-27 | If that's okay I'll send it on Friday.
2026-11-26 | I'll see if I can get it sent out for you tomorrow.
2026-11-27 | Once that's done I'll email you, so by Friday.
2026-11-27 | After I've spoken to them I'll ring you on Friday.
2026-11-27 | When I'm back on Friday I'll sort it.
2026-11-30 | I'll ask them about it on Monday.
2026-11-30 | I'll get back to you about this on Monday.
2026-11-30 | I'll get back to you regarding the refund by Monday.
2026-11-26 | I'll write to the supplier for you tomorrow.
2026-12-04 | I'll book it in for next Friday.
2026-12-01 | I'll book you in for Tuesday.
2026-12-01 | Your appointment is booked for Tuesday, 1 December.
2026-12-01 09:00 | You're booked in for 9 am on Tuesday.
2026-12-01 | He'll visit you for the second time on Tuesday.
2026-11-27 | I'll send it for delivery on Friday.
2026-11-27 | We'll have it ready for Friday.
2026-11-27 | We'll have it ready for you for Friday.
2026-12-02 | We'll have it ready in time for next Wednesday.
2026-12-31 | You'll be moved to the new tariff next month.
2026-12-01 | The change takes effect from 1 December, so we'll do it on 1 December.
2026-11-27 | I'll transfer 50 pounds on Friday.
2026-11-27 | I'll transfer £50 by Friday.
2026-11-27 | I'll knock 10% off and send it by Friday.
2026-11-26 | Order 4471 will ship tomorrow.
2026-11-26 | I'll ring you on 555 0134 tomorrow.
2026-11-27 | I'll send three boxes and 2 cables on Friday.
2026-11-26 | We'll take 12.50 off your bill tomorrow.
2026-11-27 | I'll have a look at page 5 by Friday.
2026-11-26 | One of us will call you tomorrow.
2026-11-26 | I'll call the second number tomorrow.
2026-11-26 | They'll reach you at extension 5 tomorrow.
2026-11-27 | Give me two minutes... okay, it'll be with you on Friday.
2026-11-27 | By Friday, if all goes well, you'll have it.
2026-11-27 | On Friday, as agreed, I'll call.
2026-11-30 | Come Monday, I'll have it for you.
2026-11-26 | Tomorrow I'll get that done.
2026-11-26 | Tomorrow morning we'll be with you.
2026-12-02 | Within a week you'll have your money.
2026-11-27 | This Friday our driver will collect it.
- | I'll call you on the weekend team's number.
- | I'll do the Friday report.
- | I'll put it on the Monday list.
- | I'll send your March bill.
`);
