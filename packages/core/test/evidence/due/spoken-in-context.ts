import { sayings } from './sayings.ts';

/** As in spans-in-context.ts, of a fifth pass: speech as it is transcribed, with few signs and many words. */
export const SPOKEN = sayings(`
@ 2026-11-25
2026-11-27 | okay so what i'm gonna do is i'm gonna get this over to our billing department and they should be able to get that credited for you by friday
2026-11-26 | yeah no worries i'll get that raised and someone will give you a call back tomorrow morning
2026-11-26 | um so yeah i'll i'll give you a call back tomorrow if that's all right with you
2026-11-30 | let me just check my diary yeah i can do monday i'll give you a ring on monday
2026-11-26 14:00 | so i've got you down for tomorrow at two pm the engineer will be there then
2026-12-03 | your new card will arrive next thursday which is the third of december
2026-12-09 | it usually takes ten working days so you'll have that within ten working days from today
2026-11-27 10:00 | we'll get back to you within forty eight hours okay
2026-11-26 10:00 | a supervisor will call you within the next twenty four hours
2026-12-02 | the refund will go back on the card and you will see that in three to five business days
2026-12-09 | it will be seven to ten business days before it hits your account so within seven to ten business days
2026-11-26 | i will be sure to follow up with you tomorrow mister jones
2026-11-27 | i'm going to set a reminder for myself to call you on friday
2026-11-27 | i've put a reminder in for friday so i'll call you then
2026-11-25 | i will have that sent to your email by the end of today
2026-11-25 | i'm going to email that across to you this afternoon
2026-11-25 | you'll receive a confirmation email later on today
2026-11-25 | that will be emailed to you today
2026-11-26 | that will go out in tomorrow's post
2026-11-26 | that'll go out in the post tomorrow
2026-11-27 | and then the courier will be with you the day after tomorrow
2026-12-01 | we can get someone out to you on the first of december
2026-12-01 | we can get someone out to you on tuesday december first
2026-12-08 | the earliest i've got is tuesday the eighth so he'll be there on tuesday the eighth
2026-12-08 12:00 | he'll be there tuesday the eighth between ten and twelve
2026-12-08 13:00 | he'll be there on the eighth of december between eight in the morning and one in the afternoon
2026-12-08 | he'll be with you on tuesday the eighth of december in the afternoon
2026-11-30 | i will call you monday the thirtieth
2026-11-30 | i will call you on monday the thirtieth of november at some point
2026-12-31 | that'll be taken off by the thirty first of december
2027-01-15 | we'll review that on january fifteenth twenty twenty seven
2027-01-15 | we'll review that on january fifteen
2027-01-15 | we'll review that by the middle of january the fifteenth
2026-11-27 | i'll make sure you have it no later than friday close of business
2026-11-27 | it'll definitely be done by end of day friday
2026-11-26 | i can guarantee you'll have it by the end of the day tomorrow
2026-12-04 | i'd give it until the end of next week and you'll have it by the end of next week
2026-11-30 | i'm off now until monday so i'll pick it up again on monday
2026-11-30 | we'll look at it on monday when the team is back from the weekend
2026-11-26 | you told us on monday it was broken and we will send someone tomorrow
2026-11-26 | the one you ordered on the tenth will be shipped tomorrow
2026-11-27 | since your bill is due on monday i'll get it corrected by friday
2026-11-27 | because your trial ends on sunday i'll extend it by friday
2026-11-26 | before your appointment on friday i'll send you the forms tomorrow
2026-11-26 | so you don't have to wait until monday i'll send it tomorrow
2026-11-26 | instead of waiting until friday i'll do it tomorrow
2026-11-26 | rather than friday i'll do it tomorrow
2026-11-27 | not tomorrow but the day after i'll do it on friday
2026-11-30 | it won't be tomorrow or friday it'll be monday
2026-11-30 | i was going to say friday but let's say monday i'll call you monday
2026-11-30 | did i say friday i meant monday i'll call you on monday
2026-12-01 | i'll call you on monday actually tuesday is better for me
2026-12-01 | i'll call you on monday or no on tuesday
2026-11-27 | i'll call you tomorrow or the day after
2026-11-28 | that'll be there in two or three days
2026-12-02 | that'll be there in a week at most
2026-12-09 | that'll be there in a week or two
2026-12-09 | that'll be two weeks maximum so within two weeks
2026-11-25 10:15 | i'll call you back in fifteen minutes
2026-11-25 10:30 | give me thirty minutes i'll call you in thirty minutes
2026-11-25 10:05 | i'll be right back with you in five minutes
2026-11-25 12:00 | i'll call you back in like two hours
2026-11-25 14:00 | i'll call you back in maybe three or four hours
2026-11-25 16:00 | i'll call you before four
2026-11-25 16:00 | i'll have it done before four o'clock today
2026-11-25 15:30 | i'll call you at half three
2026-11-25 15:30 | i'll call you back at three thirty
2026-11-25 15:45 | i'll call you back at three forty five this afternoon
2026-11-26 10:15 | i'll call you back at ten fifteen tomorrow
2026-11-26 08:30 | i'll call you at eight thirty a m tomorrow
2026-11-26 12:30 | i'll call you at half past twelve tomorrow
2026-11-26 11:30 | i'll call you between eleven and half eleven tomorrow
2026-11-26 17:00 | i'll call you anywhere from three to five tomorrow
2026-11-26 17:00 | they'll call you tomorrow sometime between noon and five
2026-11-26 12:00 | they'll call you tomorrow sometime between nine and noon
- | i'll call you whenever it's ready
- | i'll call you back in a moment
- | i'll call you if anything changes before friday
- | you'll hear from us in due time
- | it'll be a couple of weeks give or take
- | we send those out every friday
- | we'll contact you seven days before your renewal
- | we'll contact you up to a week before
- | we'll be in touch within five working days of receiving your documents
- | we'll be in touch five working days after you send it
- | it'll be delivered two days after dispatch
2026-12-31,- | it'll be there next month some time
2026-12-31 | it'll be there by the end of next month
2026-12-31 | it'll be there by year's end
2026-12-31 | it'll be there before the new year starts so by the thirty first of december
2026-12-31 | it'll be there by the end of q4
2026-12-31 | it'll be there sometime in december
2027-01-31 | it'll be there some time in january
2026-12-10,2026-12-05,- | it'll be there early december
2026-12-31 | it'll be there late december
2026-12-31 | it'll be there towards the end of december
2026-12-15,2026-12-31,- | it'll be there around the middle of december
2026-12-15 | it'll be there on or about the fifteenth of december
2026-12-15 | it'll be there around december fifteenth
2026-11-28 | it'll be there saturday
2026-11-28 | it'll be there this saturday the twenty eighth
2026-11-29 | it'll be there at the weekend
2026-11-29 | it'll be there by the end of the weekend
2026-12-06,- | it'll be there next weekend
2026-11-30 | it'll be there straight after the weekend on monday
`);
