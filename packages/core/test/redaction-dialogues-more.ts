import { type Dialogue, dialogue } from './redaction-dialogue.ts';

/** Conversations of which 26 of 30 were right before a rule was made for one of them. */
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
];
