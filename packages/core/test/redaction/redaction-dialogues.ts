import { type Dialogue, dialogue } from './redaction-dialogue.ts';

/** Conversations for which rules were written. */
export const DIALOGUES: Dialogue[] = [
  dialogue(
    'card in words and digits, echoed between',
    `A: Right, your card number when you're ready.
     C: four one one one
     A: 4111, yes
     C: 1111
     A: 1111
     C: one one one one, one one one one
     A: Thanks, that went through for 49.99.`,
    ['four one one one', '4111', '1111', 'one one one one'],
    ['49.99'],
  ),
  dialogue(
    'fillers between the groups of a phone',
    `C: My mobile is 07700, er, hang on, 900123
     A: So that's 07700 900123?`,
    ['07700', '900123'],
  ),
  dialogue(
    'fillers between the groups of a card',
    `C: It's 4000 0566, one second, sorry, 5566, let me see, 5556`,
    ['0566', '5566', '5556'],
  ),
  dialogue(
    'a number in two turns, with a question between',
    `A: Could you tell me your phone number?
     C: It's 020 7946
     A: Could you repeat that please?
     C: 020 7946
     A: 7946, and the rest?
     C: 0018`,
    ['7946', '0018'],
  ),
  dialogue(
    'a token that is there already',
    `C: My card number is [CARD]
     A: mhm
     C: 8888 1881
     A: 8888 1881, got it.`,
    ['8888', '1881'],
    ['mhm'],
  ),
  dialogue(
    'a token and the rest of a phone, read back',
    `A: What's your number? I have [PHONE]
     A: 900123, is that it?
     C: 900 123, yes.`,
    ['900123', '900 123'],
  ),
  dialogue(
    'a token and another subject',
    `C: You can call me on [PHONE].
     A: How many guests will there be?
     C: 14
     A: 14 guests, table 22.`,
    ['07700'],
    ['14', '14 guests, table 22.'],
  ),
  dialogue(
    'a security code, digit by digit',
    `A: And the CVV?
     C: 9
     A: yes
     C: 0
     C: 7
     A: 907, thanks. That'll be 120 pounds.`,
    ['9', '907'],
    ['120 pounds'],
  ),
  dialogue(
    'three numbers on the back',
    `A: There are three numbers on the back, can I have those?
     C: Sure. 4 4 2.
     A: 442?
     C: Correct.`,
    ['4 4 2', '442'],
  ),
  dialogue(
    'the code was texted',
    `A: You should have got a text with a code.
     C: Yes I did, it says 88 14 20.
     A: 881420, thank you, verified.`,
    ['88 14 20', '881420'],
  ),
  dialogue(
    'passphrase',
    `A: What's your security passphrase?
     C: It's green apple tractor.
     A: Thank you.`,
    ['apple', 'tractor'],
  ),
  dialogue(
    'no password in the answer',
    `A: What's your password?
     C: I don't remember it.
     A: No problem, let me send you a link.
     C: Thanks a lot.`,
    [],
    ["I don't remember it.", 'let me send you a link', 'Thanks a lot.'],
  ),
  dialogue(
    'password announced',
    `C: The new password is
     C: Tr4ctor-99`,
    ['Tr4ctor'],
  ),
  dialogue(
    'PIN announced, the agent says yes',
    `C: Okay so my PIN is
     A: Go on.
     C: six oh one four`,
    ['six oh one four'],
  ),
  dialogue(
    'e-mail, the name first',
    `A: And your e-mail address?
     C: It's maria lopez
     A: Yes?
     C: at example dot com`,
    ['maria', 'lopez'],
  ),
  dialogue(
    'e-mail cut at the dot',
    `C: Send it to sam dot
     C: carter at example dot co dot uk please`,
    ['carter'],
  ),
  dialogue(
    'IBAN over two turns',
    `C: The IBAN is GB82 WEST 1234
     A: Okay.
     C: 5698 7654 32`,
    ['WEST 1234', '5698 7654'],
  ),
  dialogue(
    'sort code and account, asked together',
    `A: I'll need your sort code and account number.
     C: 20 00 00
     A: 20 00 00, and the account?
     C: 5577
     A: 5577
     C: 9911`,
    ['20 00 00', '5577', '9911'],
  ),
  dialogue(
    'a receipt for a part of the card',
    `C: It's 4012 8888 8888 1881.
     A: Thanks. I'll send a receipt for 8888 1881 by Friday, and note that the card is the one ending 1881.`,
    ['8888'],
    ['ending 1881'],
  ),
  dialogue(
    'a long list of rooms',
    `A: Which rooms did you book?
     C: 101
     A: 101
     C: 102
     A: 102
     C: and 205`,
    [],
    ['101', '102', '205'],
  ),
  dialogue(
    'a booking reference in parts',
    `A: Can I have your booking reference?
     C: 8005
     A: 8005
     C: 550 199
     A: 550 199, thank you.`,
    [],
    ['8005', '550 199'],
  ),
  dialogue(
    'counting after a phone question',
    `A: Is this your mobile number on the screen?
     C: Yes, it is.
     A: How many bags?
     C: 2`,
    [],
    ['2'],
  ),
  dialogue(
    'one moment is no number',
    `A: Could you read me the number on your card?
     C: One moment.
     C: One second please.`,
    [],
    ['One moment.', 'One second please.'],
  ),
  dialogue(
    'dates and amounts after a card',
    `C: My card is 4111 1111 1111 1111.
     A: And when would you like to travel?
     C: 12
     A: The 12th of May?
     C: Yes, for 250 dollars.`,
    ['1111'],
    ['12', 'The 12th of May?', '250 dollars'],
  ),
  dialogue(
    'the social security number asked for',
    `A: The last four of your social please?
     C: 1120`,
    ['1120'],
  ),
  dialogue(
    'a slip of the tongue',
    `A: Your card number please?
     C: 5555 5555
     C: no, sorry
     C: 5105 1051
     A: 5105 1051
     C: 0510 5100`,
    ['5555', '5105', '1051', '0510'],
  ),
  dialogue(
    'an answer after a pause',
    `A: What's the PIN for the account?
     C: Bear with me.
     A: Sure.
     C: I have it in my notes.
     A: No rush.
     C: 7741.`,
    ['7741'],
  ),
  dialogue(
    'a name, a number and a password',
    `A: Your name, phone number and password please.
     C: Tom Reed, 07700 900 331, and Octopus.`,
    ['900 331', 'Octopus'],
  ),
  dialogue(
    'maiden name',
    `A: What was your mother's maiden name?
     C: Oh, it was Hollingworth.
     A: Thank you.`,
    ['Hollingworth'],
  ),
  dialogue(
    'a machine reads digits',
    `I: Please enter your account number, then press hash.
     C: 3 1 9 2
     C: 6 8 1 9 #
     I: You entered 3 1 9 2 6 8 1 9.`,
    ['3 1 9 2', '6 8 1 9'],
  ),
];

/** Sentences without a secret. */
export const HARMLESS: string[] = [
  'The order is 2 large, 3 medium and, hang on, 4 small.',
  'It was 120, no wait, 130 pounds.',
  'The first four weeks are free, the next four cost 20 pounds.',
  'My account ends in 4821.',
  'The back of the queue is 20 people long.',
  'My password is case sensitive and must be 12 characters long.',
  'The password is not working on the app.',
  'My password is in the blue book.',
  'The ticket number is 5005 1234 9876.',
  'The tracking code is 9400 1000 0000 0000.',
  'I was on hold for 20 minutes, then another 15.',
  'We landed at 0655, hang on, 0705.',
  'There are 3 of us, well actually 4.',
  'My booking is for 14, sorry, 16 people.',
  'She works at Yahoo in Dublin.',
  'We met at outlook point, at the top.',
  'The code of practice has 12 sections.',
  'The refund of 250 was due on the 14th.',
  'Press 1, then 2, then hash.',
  'My password is no longer valid.',
  'My password is the last one I used.',
  'The password is right there on the card.',
  'The password is so long I forget it.',
  'My password is actually fine.',
  'password is required to be 8 to 12 characters',
  'The code is 20 percent off.',
  'There were 12 people, sorry, 13 people.',
  'The back row has 250 seats and the front has 120.',
  'The digits on the meter are 004821.',
  "It's 12 by 14 by 16 by 18.",
  'Rooms 4012, 8888, 8888 and 1882.',
  'In 2019, 2020, 2021 and 2022 we paid 1200.',
  'The order is 1234 5678 9012 3456.',
  'My appointment is at 10, no wait, 11.',
  'I paid 100, then 200, then another 300, so 600 in all.',
  'Use the code SAVE20 at checkout.',
  'My loyalty card number ends in 4821.',
  'The gate code is on the letter.',
  'Flight 1482 leaves at 0900 and flight 1500 at 1800.',
  'The case reference is 07700 900123.',
  'Is it 10 or 12 digits long?',
  'The last four weeks were 120, 130, 140 and 150.',
  'We are open 9 to 5, 7 days a week, 365 days a year.',
  'My address is on the account.',
  "I'm at work, at desk 14.",
  'Look at the screen, it says 404.',
  'Sort the list by 20 03 04.',
  'What sort of 200000 is that?',
  'The security code will be on the back of your card.',
  "I'd like 3 of the 12 inch and 4 of the 14 inch.",
  'The first 3 are free and the next 10 are 5 each.',
  'The first payment is 250, the second is 300 and the last is 275.',
  'The next train is 1432 and the last is 2310.',
  "My daughter is 4, my son is 8, and I'm 42.",
  "He's on extension 4821.",
  'Our fax is broken since 2019.',
  'The phone was 799 pounds and the case 25.',
  'The phone has 128 gigabytes and 5000 milliamp hours.',
  'My mobile is 3 years old.',
  'My account is 12 years old.',
  'I have had this number for 10 years.',
  'The card was charged twice, 49 and 51.',
  'I called 3 times about order 4456123.',
  'The number of guests is 120.',
  'The number 12 bus goes every 10 minutes.',
  'Number 4, 12 and 18 are missing.',
  'Please quote 4456 7781 2231 when you call.',
  'My delivery is between 1200 and 1600 on 12/11.',
  "You're number 1 in the queue.",
  'The account balance is 2000 and the limit 5000.',
  'I need to transfer 1500 to my savings account.',
  "It's 1500 to savings and 250 to checking.",
  'I transferred 123456 yen to the account.',
  'The interest on the account was 123.45.',
  'Claim 12345678 for the accident on the 4th.',
  'Policy 88234411 covers the phone.',
  'The ISBN is 9780306406157.',
  'The barcode reads 5012345678900.',
  'VAT number GB123456789.',
  'Company number 12345678.',
  'Vehicle registration AB12 CDE, mileage 45 000.',
  'Confirmation code 771204.',
  'Your queue number is 4821.',
  'The voucher code is 1234 5678.',
  "We'll text you when it's at the depot, 20 miles away.",
  'Press 1 for a code, 2 for a PIN.',
  'It took 4 calls, 3 emails and 2 letters.',
  'We moved from 14 to 16 to 18.',
];
