import { type Dialogue, dialogue } from './redaction-dialogue.ts';

/** Written before the code that reads conversations; rules must not be fitted to these. */
export const HELD_OUT_DIALOGUES: Dialogue[] = [
  dialogue(
    'card in words, group by group, each echoed',
    `A: Okay, go ahead with the card number whenever you are ready.
     C: five five five five
     A: five five five five
     C: five five five five
     A: uh huh
     C: five five five five
     A: yep
     C: four four four four
     A: four four four four, lovely. And the expiry date?
     C: It's 08/29.`,
    ['five five five', 'four four four'],
  ),
  dialogue(
    'card in pairs',
    `A: What's the sixteen digit number?
     C: It's fifty-five fifty-five
     A: Mm-hm.
     C: fifty-five fifty-five
     A: Got that.
     C: fifty-five fifty-five
     A: Yes.
     C: and forty-four forty-four.`,
    ['fifty-five', 'forty-four'],
  ),
  dialogue(
    'the customer offers the card unasked',
    `C: I want to pay for that now, the card is 3782 8224
     A: Right.
     C: 6310 005
     A: Perfect, that has gone through, your order is 88213.`,
    ['3782 8224', '6310 005'],
    ['88213'],
  ),
  dialogue(
    'a correction inside the card',
    `A: And the long number across the front?
     C: 6011 1111, sorry, let me start again, 6011 1111 1111 1117
     A: So 6011 1111 1111 1117.`,
    ['6011', '1117'],
  ),
  dialogue(
    'phone in two turns',
    `C: You can get me on my mobile, 07911
     A: Okay
     C: 123 456
     A: Great, and who am I speaking to?`,
    ['07911', '123 456'],
  ),
  dialogue(
    'phone with a hesitation and a slip',
    `A: What number can I reach you on?
     C: It's 07911, no wait, sorry, 07912 345 678.
     A: 07912 345 678, thanks.`,
    ['345 678'],
  ),
  dialogue(
    'phone read back in words',
    `A: Could I take a contact number?
     C: 415 555 0162
     A: Four one five, five five five, oh one six two?
     C: That's the one.`,
    ['0162', 'oh one six two', 'Four one five'],
  ),
  dialogue(
    'PIN digit by digit',
    `A: Please tell me your four digit PIN.
     C: Seven
     A: Mhm
     C: One
     A: Yes
     C: Nine
     C: Three
     A: Thank you. How many tickets would you like?
     C: Six please.`,
    ['Seven', 'One', 'Nine', 'Three'],
    ['Six please'],
  ),
  dialogue(
    'security code in other words',
    `A: And finally the three numbers printed on the signature strip.
     C: Sure, two one eight.
     A: Two one eight, perfect.`,
    ['two one eight', 'Two one eight'],
  ),
  dialogue(
    'security code read back',
    `A: I just need the CVC.
     C: 331
     A: That was 331?
     C: Yes, 331.`,
    ['331'],
  ),
  dialogue(
    'the code texted',
    `A: We have just sent a six digit code to your phone. Could you read it to me?
     C: Hang on, it is loading. Right, here it is: 409 118.
     A: 409 118. Brilliant, you are through security.`,
    ['409 118'],
  ),
  dialogue(
    'the code two turns later',
    `A: I am texting you a one-time passcode now.
     C: Okay.
     A: It can take a minute.
     C: Still nothing. Oh there it is. 550172`,
    ['550172'],
  ),
  dialogue(
    'a password of several words',
    `A: And your telephone banking password?
     C: purple lantern river`,
    ['purple lantern', 'lantern river'],
  ),
  dialogue(
    'a password told in the next turn',
    `C: So my password for the app is
     A: Yes?
     C: Marigold88
     A: Marigold88, and it refuses that?`,
    ['Marigold88'],
  ),
  dialogue(
    'e-mail over three turns',
    `A: Which email address should I use?
     C: It's lena dot fischer
     A: lena dot fischer
     C: at example
     C: dot org`,
    ['lena dot fischer'],
  ),
  dialogue(
    'e-mail spelled by letters',
    `A: Can you spell the email for me?
     C: t o m, underscore, b e l l, at example dot com
     A: So t o m underscore b e l l at example dot com?`,
    ['b e l l'],
  ),
  dialogue(
    'account number in two halves',
    `A: Can I have your account number please?
     C: 4415
     A: Yep
     C: 9920
     A: 4415 9920. And the sort code?
     C: twenty
     A: Yes
     C: sixty five eighteen`,
    ['4415', '9920', 'sixty five eighteen'],
  ),
  dialogue(
    'asked two turns before',
    `A: What's your memorable word?
     C: Oh, let me think, I set that up ages ago.
     A: Take your time.
     C: Kingfisher.`,
    ['Kingfisher'],
  ),
  dialogue(
    'a maiden name is asked for',
    `A: For security, your mother's maiden name please?
     C: It was Ravenscroft.
     A: Ravenscroft, thank you.`,
    ['Ravenscroft'],
  ),
  dialogue(
    'a machine asks',
    `I: Using your keypad, enter your card number followed by the hash key.
     C: 4 0 0 0 0 5 6 6
     C: 5 5 6 6 5 5 5 6 #
     I: Thank you. Please enter the security code.
     C: 7 7 1`,
    ['0 5 6 6', '5 5 5 6', '7 7 1'],
  ),
  dialogue(
    'order number asked for',
    `A: What's the order number?
     C: It's 3348
     A: Yes
     C: 9175 02
     A: 3348 9175 02, found it.`,
    [],
    ['3348', '9175 02', '3348 9175 02, found it.'],
  ),
  dialogue(
    'the last four digits only',
    `A: Is that the Visa ending in 4821?
     C: Yes, the one ending 4821.
     A: Great, it expires in May 2028.`,
    [],
    ['ending in 4821', 'ending 4821', '2028'],
  ),
  dialogue(
    'a new question after the phone',
    `A: What is your phone number?
     C: 07700 900 614
     A: And how many people will be travelling?
     C: 4
     A: On which date?
     C: The 21st of June, at 10:30.`,
    ['900 614'],
    ['4', '21st of June', '10:30'],
  ),
  dialogue(
    'an amount after the account',
    `A: Which account number should it come from?
     C: 70118826
     A: And how much do you want to send?
     C: 350 pounds.
     A: Sending 350 pounds now.`,
    ['70118826'],
    ['350 pounds.', 'Sending 350 pounds'],
  ),
  dialogue(
    'a booking with numbers in every turn',
    `C: I need two rooms from the 12th to the 15th.
     A: For 2 adults?
     C: 2 adults and 3 children, aged 4, 7 and 11.
     A: Room 1204 and 1206 are free, at 129 each.
     C: 1204 and 1206 then.`,
    [],
    ['2 adults and 3 children, aged 4, 7 and 11.', 'Room 1204 and 1206', '1204 and 1206 then.'],
  ),
  dialogue(
    'a callback time',
    `A: What's the best number to call you on?
     C: The one you have is fine, but call after 1800.
     A: After 1800, no problem.`,
    [],
    ['after 1800', 'After 1800'],
  ),
  dialogue(
    'a number with other talk between its halves',
    `C: Right, my card number is 4000 0000
     A: Sorry, you broke up there, 4000 0000?
     C: Yes, then 0000 0002.
     A: 0000 0002, thank you.`,
    ['4000 0000', '0000 0002'],
  ),
  dialogue(
    'an agent reads a number out',
    `A: I have your mobile down as 07700
     A: 900 288, is that still right?
     C: Yes.`,
    ['07700', '900 288'],
  ),
  dialogue(
    'two codes asked for at once',
    `A: Could you give me the expiry and the three digits on the back?
     C: Eleven twenty seven, and five oh six.`,
    ['five oh six'],
  ),
  dialogue(
    'a PIN with a comment',
    `A: And what's your telephone PIN?
     C: My wife set it up, I think it's 6150.
     A: 6150 is right.`,
    ['6150'],
  ),
];

/** Sentences without a secret. */
export const HELD_OUT_HARMLESS: string[] = [
  'I was number 17 in the queue for 45 minutes.',
  'The parcel weighs 2 500 grams and measures 40 by 30 by 20.',
  'Your confirmation number is 771 204 9931.',
  'We moved in on the 3rd of May 2019, flat 12.',
  'Between 1200 and 1400 on the 6th.',
  'It was 19.99, now it is 14.99 a month for 18 months.',
  'Press one for sales, two for support.',
  'The part number is 4012 8888.',
  'The password reset page shows error 503.',
  'I forgot my password again and my PIN too.',
  'Your security code will be sent within 5 minutes.',
  'There is a scratch on the back, about 120 millimetres long.',
  'At the back of the shop there are 250 chairs.',
  'I will meet you at gate 22 at ten.',
  'He lives at number 10, look at the map.',
  'My email is not working at all.',
  'The flight leaves at 0655 and lands at 0920.',
  'My invoice number is 2026 0004 5177 9931.',
  'Use the blue one, the code name is Falcon.',
  'The serial is 5500 1234 and the model is 300.',
];
