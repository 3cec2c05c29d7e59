import { type ScriptedCustomer, screenplay } from './screenplay.ts';

/** The first call of a story happens so long ago that whatever is promised by a day of that week has come due. */
const PROMISED_DAYS_AGO = 9;

/**
 * The customers who ring in the demo. Two have a history among the sample calls and ring once more. Each of the others has
 * a story of three calls: something is promised, days ago; it was forgotten; it is kept.
 */
export const SCRIPT: ScriptedCustomer[] = [
  {
    name: 'Robert Kane',
    client_email: 'robert.kane@example.com',
    company: 'Volta Energy',
    about: 'A bill of 1,840 pounds',
    script: [
      screenplay(
        'Kept and broken',
        'Tess',
        `A: Good day, Mr Kane, Tess from Volta Energy. I see that we owe you a refund.
         C: Yes, and it's the only good news. The full amount has arrived in my account this morning.
         A: I'm very glad to hear that. You had to call far too often for it.
         C: Five times. And your supervisor never called me back, I had to find out by myself.
         A: I can see that, it was promised for Friday. I apologise for it, Mr Kane.
         C: I was fed up, honestly. But the money is there.
         A: I understand. Let me make sure that it cannot happen again.
         * Correct Meter Reading = Reading corrected, next bill estimated at 96 pounds
         A: I've corrected the reading, so the next bill is right from the start.
         C: Ninety-six. That is what I've been saying since September.
         A: And I'll email you the corrected bill by Monday, so you have it in writing.
         C: Good. Thank you for sorting it out.
         A: Thank you for your patience, Mr Kane.`,
      ),
    ],
  },
  {
    name: 'Elena Costa',
    client_email: 'elena.costa@example.com',
    company: 'Brightline Broadband',
    about: 'Two days without internet',
    script: [
      screenplay(
        'The promise',
        'Leah',
        `A: Hello, Brightline Broadband, Leah speaking. How can I help?
         C: Hi Leah, it's Elena Costa. I had no internet for two days last week and I'd like a refund for that.
         A: I'm sorry about that, Elena. That must be difficult when you work from home. Let me look at your line.
         (9 s)
         A: Thank you for waiting. I can see the outage here, from Tuesday morning to Thursday noon. It was over forty-eight hours, so you can claim it back.
         C: Good. How do I do that?
         A: There's a short refund form for it. It takes two minutes.
         C: Okay, and where do I find it?
         A: I'll email you the refund form by Friday.
         C: Great, that's all I needed.
         A: I've added a note about the outage to your account. Is there anything else?
         C: No, that's it. Thank you, Leah.
         A: You're welcome, Elena. Goodbye.`,
        PROMISED_DAYS_AGO,
      ),
      screenplay(
        'It was forgotten',
        'Marcus',
        `A: Hello Elena, Marcus from Brightline Broadband. Are you calling about the form that we promised you?
         C: Yes, exactly. My internet was down for two days and I'm supposed to get a form for it.
         A: It hasn't gone out yet. I'm sorry, that is on us, and you shouldn't have to chase it.
         C: It's a bit annoying, to be honest. I work on this connection every day.
         A: I understand. Let me see what I can do while we talk.
         (6 s)
         * Create Refund Request = Refund request RF-2041 created
         A: I've raised a request with our finance desk, so the money is reserved for you. Nothing gets lost now.
         C: Okay. And the form still comes?
         A: Yes. It stands here in front of me, with the day on it.
         C: Good. Thanks for your help, Marcus.
         A: Thank you, Elena. Goodbye.`,
      ),
      screenplay(
        'It is kept',
        'Leah',
        `A: Hello Elena, this is Leah. I think I know why you're calling.
         C: Hi Leah. I hope so. It's about that refund again.
         A: I've just emailed you the refund form. It went out while the phone was ringing.
         C: One second, I'll look. Yes, there it is. The refund form has just arrived.
         A: Perfect. Fill in the two dates and send it back, the request itself is open already.
         C: That's great. Thank you so much, Leah.
         A: Thank you for your patience, Elena. Is there anything else?
         C: No, that's all. You've been very helpful.
         A: Have a good day. Goodbye.`,
      ),
    ],
  },
  {
    name: 'Samuel Reed',
    client_email: 'samuel.reed@example.com',
    company: 'Swiftline Parcels',
    about: 'A lamp that arrived broken',
    script: [
      screenplay(
        'The promise',
        'Ruth',
        `A: Swiftline Parcels, Ruth speaking, how can I help?
         C: Hello, Samuel Reed here. The desk lamp I ordered came today and the glass is broken.
         A: Oh no, I'm sorry to hear that. Is anybody hurt?
         C: No, no. But I can't give it away like this, and it was meant to be a present.
         A: I understand. Do you have a photo of it?
         C: I can take some. I'll email you the photos tonight.
         A: Thank you. I've opened a claim for the lamp, so you pay nothing.
         C: Okay. And how do I get another one?
         A: We'll send you a new lamp by Wednesday.
         C: Wednesday works. Thank you.
         A: You're welcome. Anything else, Samuel?
         C: No, that's all. Bye.`,
        PROMISED_DAYS_AGO,
      ),
      screenplay(
        'It was forgotten',
        'Ben',
        `A: Hello Samuel, Ben from Swiftline Parcels. What can I do for you?
         C: Hi. I wanted to ask where is my order, the one that replaces the broken one.
         A: I see it: we promised you a new lamp by Wednesday. Did you have the chance to take pictures?
         C: Yes, I've emailed you the photos of the lamp.
         A: They're here, thank you. The parcel itself has not left the warehouse. I'm sorry about that.
         C: Hm. So nobody has packed it?
         A: No. I've put a note on the order so that it goes first.
         * Update Order Priority = Order 77120 updated to express
         C: Okay. I need it by the weekend, it's a present.
         A: Understood, and it stays our promise.
         C: All right. Thanks for your help.
         A: Thank you, Samuel. Bye now.`,
      ),
      screenplay(
        'It is kept',
        'Ruth',
        `A: Hello Samuel, Ruth from Swiftline Parcels.
         C: Hello Ruth. I just wanted to say that the new lamp has arrived today.
         A: That's wonderful. Is the glass all right this time?
         C: It's perfect, and my sister loves it.
         A: I'm so glad. I've closed the claim for you, so everything is settled.
         C: Great. Thank you very much.
         A: With pleasure. Bye, Samuel.`,
      ),
    ],
  },
  {
    name: 'Noor Rahimi',
    client_email: 'noor.rahimi@example.com',
    company: 'Castle Bank',
    about: 'A letter for her landlord',
    script: [
      screenplay(
        'The promise',
        'Amira',
        `A: Castle Bank, Amira speaking. What can I do for you?
         C: Hi, this is Noor Rahimi. I'm moving, and the landlord wants a letter from my bank.
         A: Congratulations on the new place. A letter that confirms your balance?
         C: Exactly, with a stamp, he said.
         A: We can do that. Let me check your details first.
         (7 s)
         A: Everything matches. I've requested the letter from our branch.
         C: Great, when do I get it?
         A: I'll email you the balance letter by the end of today.
         C: Perfect. Thank you so much.
         A: My pleasure. Is there anything else, Noor?
         C: No, thank you. Bye.`,
        PROMISED_DAYS_AGO,
      ),
      screenplay(
        'It was forgotten',
        'Jonas',
        `A: Castle Bank, hello Noor, this is Jonas.
         C: Hi Jonas. I'm sitting here with my landlord and I was told that I'd have a letter last week.
         A: The balance letter, I can see that. It should have gone out the same day, and it hasn't gone out yet. I'm sorry.
         C: I'm a bit worried. If he doesn't get it, somebody else gets the flat.
         A: That must be stressful. Let me call the branch right away, please stay on the line.
         (8 s)
         A: Thank you for waiting. It is signed, and the stamp is on it. I've updated your request to urgent.
         C: Okay. That's a relief.
         A: It stands at the top of their list now.
         C: Good. Thank you, Jonas.
         A: Thank you, Noor. Goodbye.`,
      ),
      screenplay(
        'It is kept',
        'Amira',
        `A: Castle Bank, Amira speaking. Hello Noor.
         C: Hi Amira. It's about the letter, I'm afraid.
         A: I've just emailed you the balance letter. It has the stamp on the second page.
         C: Wait. Yes, I've got the letter. Thank you so much, that saves the flat.
         A: I'm very glad. Enjoy the new place.
         C: I will. You've been very helpful. Bye!`,
      ),
    ],
  },
  {
    name: 'Emma Lindqvist',
    client_email: 'emma.lindqvist@example.com',
    company: 'Harbour Insurance',
    about: 'Water damage in the kitchen',
    script: [
      screenplay(
        'She kept her word',
        'Omar',
        `A: Harbour Insurance, Omar speaking. Hello, Mrs Lindqvist.
         C: Hello. I've sent you the photos of the kitchen, all of them.
         A: Thank you, I have them open. That ceiling looks bad.
         C: It does. And I've emailed you the plumber's invoice this morning.
         A: It's here as well. I've updated your claim, so the surveyor sees both.
         C: Great. And the summary you wanted to send me?
         A: That was due last week, I'm sorry. I've just emailed you the summary.
         C: Perfect, I see it. Thanks for your help, Omar.
         A: Thank you, Mrs Lindqvist. Goodbye.`,
      ),
    ],
  },
];
