import { type Dialogue, dialogue } from './redaction-dialogue.ts';

/** Conversations for which rules were written later; 26 of 30 were right before that. */
export const MORE_DIALOGUES: Dialogue[] = [
  dialogue(
    'card with customer repeating',
    `A: Start with the first four digits.
     C: 4000
     A: Next four.
     C: 0025
     A: Next four.
     C: 0000
     A: And the last four.
     C: 3155`,
    ['4000', '0025', '0000', '3155'],
  ),
  dialogue(
    'agent reads phone back half',
    `C: Could someone ring me? It's 0151 496
     A: 0151 496
     C: 0712
     A: Lovely, 0712. What time suits you?
     C: Around 4.`,
    ['0151 496', '0712'],
    ['Around 4'],
  ),
  dialogue(
    'card asked as payment details',
    `A: And how would you like to pay?
     C: By card. Shall I give you the number?
     A: Yes please.
     C: It's 5105
     A: Uh-huh.
     C: 1051 0510
     A: Yep.
     C: 5100`,
    ['5105', '1051 0510', '5100'],
  ),
  dialogue(
    'otp split',
    `A: You'll get a six digit code on your phone, please read it to me.
     C: Yes, seven one four
     A: seven one four
     C: double two nine
     A: Great, you're verified.`,
    ['seven one four', 'double two nine'],
  ),
  dialogue(
    'password spelled',
    `A: Can I have your password for verification?
     C: It's M for mother, A, X, then 2, 2.
     A: Thank you.`,
    ['M for mother', 'A, X'],
  ),
  dialogue(
    'email confirm',
    `A: I have your email as p dot nair at example dot com, is that right?
     C: No, it's priya dot nair
     A: priya dot nair at example dot com?
     C: Yes.`,
    ['p dot nair', 'priya dot nair'],
  ),
  dialogue(
    'pin by keypad',
    `I: Enter your PIN on the keypad.
     C: 4
     C: 8
     C: 2
     C: 1
     I: Thank you. Your balance is 420 pounds.`,
    ['4\n', '8\n', '2\n'],
    ['420 pounds'],
  ),
  dialogue(
    'cvv after chatter',
    `A: Can you turn the card over and read me the number on the back?
     C: The long one?
     A: No, the short one, three digits.
     C: Ah ok, 5 1 9.
     A: 5 1 9, thanks.`,
    ['5 1 9'],
  ),
  dialogue(
    'date of booking',
    `A: What's your booking number?
     C: 5510
     A: 5510
     C: 8821
     A: Ok, 5510 8821 for the 21st.`,
    [],
    ['5510 8821 for the 21st'],
  ),
  dialogue(
    'sort',
    `C: My sort code's 40 47
     A: Yeah
     C: 84 and the account's 7087
     A: 7087
     C: 2490`,
    ['40 47', '7087', '2490'],
  ),
  dialogue(
    'phone other speaker reading',
    `A: Is it 07700 900 
     A: 461?
     C: That's right.`,
    ['461', '07700'],
  ),
  dialogue(
    'memorable',
    `A: Give me the second and fourth characters of your memorable word.
     C: O and K.
     A: Thanks. Now what can I do for you?
     C: I want to move house.`,
    ['O and K'],
    ['I want to move house.'],
  ),
  dialogue(
    'number then quantity',
    `A: What's your mobile?
     C: 07700 900 552
     A: Thanks. Quantity?
     C: 12
     A: 12 it is.`,
    ['900 552'],
    ['12 it is'],
  ),
  dialogue(
    'amount',
    `A: Can I take your card number please?
     C: Actually how much is it?
     A: It's 45 pounds.
     C: OK, 4242 4242 4242 4242.`,
    ['4242'],
    ['45 pounds'],
  ),
  dialogue(
    'customer gives code unprompted',
    `C: I got a code, 559
     A: Don't tell me the code!
     C: 201, oh sorry.`,
    ['201'],
  ),
  dialogue(
    'card with misheard',
    `A: Card number?
     C: 4917 6100
     A: 4970?
     C: No, 4917 6100
     A: 4917 6100, go on.
     C: 0000 0000`,
    ['4917', '4970', '0000'],
  ),
  dialogue(
    'answer before question ends',
    `A: And the expiry is
     C: 11 27
     A: and the security
     C: 883
     A: ok, 883.`,
    ['883'],
  ),
  dialogue(
    'long turn',
    `A: What's the number on the front of your card?
     C: Right so I've got it here, give me a second, it's the blue one, the number is 4012 8888 then 8888 and then 1881, and the name on it is P Nair.
     A: Thank you Ms Nair.`,
    ['4012', '8888', '1881'],
    ['Thank you Ms Nair'],
  ),
  dialogue(
    'extension',
    `A: Your number?
     C: 020 7946 0321, extension 44.`,
    ['7946 0321'],
  ),
  dialogue(
    'gate code',
    `C: The driver needs the gate code.
     A: What is it?
     C: Hash 4 4 1 9.`,
    ['4 4 1 9'],
  ),
  dialogue(
    'account reads back',
    `C: It's account one one two two
     A: One one two two
     C: three three four four
     A: three three four four. Ok.`,
    ['one one two two', 'three three four four'],
  ),
  dialogue(
    'temp password',
    `A: Your temporary password is
     A: Falcon, capital F, 7 7
     C: Falcon 77, got it.`,
    ['Falcon'],
  ),
  dialogue(
    'flights',
    `C: Is that flight BA 2490?
     A: Yes, BA 2490 at 1435.
     C: And seats 14 and 15?
     A: 14A and 15A.`,
    [],
    ['BA 2490 at 1435', 'seats 14 and 15', '14A and 15A'],
  ),
  dialogue(
    'meter reading',
    `A: What's the meter reading?
     C: 0 4 4 8
     A: 0448
     C: 2 1
     A: 044821, thank you.`,
    [],
    ['0 4 4 8', '0448', '044821'],
  ),
  dialogue(
    'ref after phone',
    `A: Phone number?
     C: 07700 900 118
     A: And your reference?
     C: 5541 2201
     A: 5541 2201.`,
    ['900 118'],
    ['5541 2201.'],
  ),
  dialogue(
    'pin change',
    `A: What would you like your new PIN to be?
     C: Let's do 7 7 1 2.
     A: 7 7 1 2?
     C: Yes.`,
    ['7 7 1 2'],
  ),
  dialogue(
    'passcode with words',
    `A: What's the passcode?
     C: It's my dog's name, Rufus, then 2019.
     A: Ok`,
    ['Rufus'],
  ),
  dialogue(
    'email at provider',
    `A: What's the best email?
     C: lucy forty two
     A: ok
     C: at hotmail`,
    ['lucy forty two'],
  ),
  dialogue(
    'number in three by same',
    `C: you can call me back on
     C: 0161
     C: 496
     C: 0991`,
    ['0161', '0991'],
  ),
  dialogue(
    'nothing to hide',
    `A: Do you have your card ready?
     C: Yes.
     A: Great. It's 2 nights, so 240 in total.
     C: 240, fine.`,
    [],
    ['240, fine.', '240 in total'],
  ),
  dialogue(
    'a card of which scheme',
    `A: Which card shall I charge?
     C: The Mastercard. 5200 8282
     A: Mm hm
     C: 8282 8210
     A: 8282 8210. And the name on it?
     C: P Nair.`,
    ['5200 8282', '8282 8210'],
    ['P Nair'],
  ),
  dialogue(
    'a new telephone number',
    `C: Hi, my phone number's changed.
     A: What's the new one?
     C: It's oh seven five
     A: yep
     C: double four, three two one
     A: three two one
     C: nine eight seven
     A: nine eight seven. All updated.`,
    ['oh seven five', 'three two one', 'nine eight seven'],
  ),
  dialogue(
    'last four digits and a code at once',
    `A: To verify you, what are the last four digits of the card and the CVV?
     C: 4821 and 115.`,
    ['115'],
  ),
  dialogue(
    'which question it is',
    `A: What's the answer to your secret question?
     C: Which one is it?
     A: Your first school.
     C: Saint Margarets.
     A: Perfect, Saint Margarets.`,
    ['Saint Margarets'],
  ),
  dialogue(
    'a code that changes',
    `A: Please read out the code from the authenticator app.
     C: It just changed, wait.
     A: OK.
     C: Four oh nine
     C: six six two`,
    ['Four oh nine', 'six six two'],
  ),
  dialogue(
    'an address that is wrong',
    `C: My email's wrong on the bill.
     A: What should it be?
     C: dan dot price
     A: dan dot price
     C: at example dot net
     A: dan dot price at example dot net.`,
    ['dan dot price'],
  ),
  dialogue(
    'IBAN in three turns',
    `A: Could you tell me the IBAN?
     C: DE89 3704
     A: Yes
     C: 0044 0532
     A: ok
     C: 0130 00`,
    ['DE89 3704', '0044 0532', '0130 00'],
  ),
  dialogue(
    'a correction over two turns',
    `A: Is your number still 0113 496 0888?
     C: No, it's 0113 496 0
     C: 999 now`,
    ['0113 496', '999 now'],
  ),
  dialogue(
    'a PIN said twice',
    `A: And the pin for the fob?
     C: nine nine one two
     A: Sorry, nine nine?
     C: nine nine one two.`,
    ['nine nine'],
  ),
  dialogue(
    'metres of cable',
    `A: How many meters did you need?
     C: 4111
     A: 4111 meters? 
     C: Yes, 4111 meters of cable, part 1111.`,
    [],
    ['4111 meters?', '4111 meters of cable, part 1111.'],
  ),
  dialogue(
    'an order that looks like a telephone',
    `A: Your order number starts with which digits?
     C: 07700
     A: 07700
     C: then 900123`,
    [],
    ['then 900123'],
  ),
  dialogue(
    'a long pause',
    `A: Could I take a contact number for the driver?
     C: Sure, it's my neighbour's, hold on a second while I find it in here
     C: right, 0117 496
     C: 0455`,
    ['0117 496', '0455'],
  ),
  dialogue(
    'a password after a question',
    `A: Password?
     C: Is it the one I set last week?
     A: Yes, that one.
     C: sunflower seven`,
    ['sunflower seven'],
  ),
  dialogue(
    'two numbers at a machine',
    `I: Please say or enter your date of birth and PIN.
     C: 1 2 0 4 1 9 8 4
     I: And your PIN.
     C: 8 8 0 1`,
    ['8 8 0 1'],
  ),
  dialogue(
    'the last group again',
    `C: the card number is four two four two
     A: four two four two
     C: four two four two
     A: okay
     C: four two four two
     A: okay
     C: four two four one
     A: Hmm, that did not go through, could you read me the last group again?
     C: four two four two`,
    ['four two four'],
  ),
  dialogue(
    'a code on a device',
    `A: I need the code on the back of the device.
     C: It says 4417 A
     A: 4417 A, thanks, that's the model.`,
    [],
  ),
  dialogue(
    'the agent reads the account',
    `A: So your account number is 1234
     A: 5678, is that correct?
     C: Yes, 1234 5678.`,
    ['5678'],
  ),
  dialogue(
    'times around a telephone number',
    `A: What time should we come?
     C: Between 1000 and 1200.
     A: And a number to reach you?
     C: 07700 900777.
     A: See you between 1000 and 1200 then.`,
    ['900777'],
    ['Between 1000 and 1200.', 'between 1000 and 1200 then'],
  ),
  dialogue(
    'a customer number in two turns',
    `A: Do you know your customer number?
     C: 20077
     A: 20077
     C: 001234.
     A: Thanks, customer 20077001234.`,
    [],
    ['20077001234'],
  ),
];
