import { type Lexicon, lexiconOf } from '../lexicon.ts';

const ONES = 'ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun'.split('|');
const NUMBERS = [
  'eins,ein,eine,einer,einem,einen|zwei,zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|dreizehn|vierzehn|fünfzehn|sechzehn|siebzehn|achtzehn|neunzehn|zwanzig',
  ...ONES.map((one) => `${one}undzwanzig`),
  'dreißig',
].join('|');
const DAYS = 'montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag'.split('|');
const PARTS: [value: number, words: string][] = [
  [0, 'morgen,vormittag,früh'],
  [2, 'mittag'],
  [3, 'nachmittag'],
  [4, 'abend'],
  [5, 'nacht'],
];
// "Freitagnachmittag"
const compounds = PARTS.flatMap(([value, words]) =>
  DAYS.map(
    (day, i) =>
      `W=${i + 1}+P=${value} ${words
        .split(',')
        .map((word) => day + word)
        .join('|')}`,
  ),
).join('\n');

const TABLE = `
D=0 heute|noch heute|heute noch
D=1 morgen
D=2 übermorgen
D=7 heute in acht tagen|heute in einer woche
${PARTS.map(
  ([value, words]) =>
    `D=0+P=${value} ${words
      .split(',')
      .map((word) => `heute ${word}`)
      .join('|')}`,
).join('\n')}
W ${DAYS.map((day) => (day === 'samstag' ? 'samstag,sonnabend' : day)).join('|')}
${compounds}
M januar,jänner|februar,feber|märz|april|mai|juni|juli|august|september|oktober|november|dezember
N ${NUMBERS}
N=0.5 einer halben|einer halbe|halbe|halben
N=1.5 anderthalb|eineinhalb
N=2 ein paar stunden mal
q=3 paar|ein paar|einigen|einige|wenigen|wenige|mehreren
O ersten,erster,erste|zweiten|dritten|vierten|fünften|sechsten|siebten|achten|neunten|zehnten
U=0 minute|minuten
U=1 stunde|stunden
U=2 tag|tage|tagen
U=3 werktag|werktage|werktagen|arbeitstag|arbeitstage|arbeitstagen|geschäftstage|geschäftstagen|bankarbeitstage|bankarbeitstagen
U=4 woche|wochen
U=6 monat|monate|monaten|monats
U=7 quartal|quartals
U=8 jahr|jahre|jahren|jahres
X=1 nächste|nächsten|nächster|nächstes|nächstem
C=0 diese|diesen|dieser|dieses|diesem|kommenden|kommende|kommender|kommendes
U=4+A=0+X=1 übernächste woche|übernächster woche
U=6+A=0+X=1 übernächsten monat
E=0 ende
E=0+U=4 wochenschluss
E=0+U=6 monatsende
E=0+U=8 jahresende
B=0 anfang|beginn
K=0 mitte
A=0 nach|ab
w=0 wochenende
P=0 vormittag|früh|am vormittag|am morgen|in der früh
P=1 mittags
P=2 mittag
P=3 nachmittag|nachmittags
P=4 abend|abends
P=5 nacht
P=6 mitternacht
Q=0 feierabend|geschäftsschluss|dienstschluss|tagesende|ende des tages|büroschluss
g=-30 halb
g=15 viertel nach
g=-15 viertel vor
k=1 uhr
H=4 karfreitag
H=5 ostern|ostersonntag
H=6 ostermontag
H=1225 weihnachten
H=1224 heiligabend
H=1231 silvester
&=0 oder
&=1 und
~=0 nicht
!=1 letzten|letzte|letzter|letztes|letztem|vergangenen|vergangene|vergangener|vorigen|vorige|voriger|gestern|vorgestern
!=0 seit|jeden|jede|jedes|jeder|vor zwei|später|früher|montags|dienstags|mittwochs|donnerstags|freitags|samstags|sonntags|alle
`;

export const german = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: 'in|im|innerhalb|binnen|innert|innerhalb von|in den nächsten|in der nächsten|während',
      bu: 'bis|bis zum|bis zur',
      bs: 'bis spätestens|spätestens|spätestens bis|spätestens am|bis spätestens am|bis spätestens zum',
      be: 'vor|vor dem|noch vor|bevor',
      b: 'zum',
      or: 'für',
      o: 'am|übers|über das|zu',
      a: 'um|gegen|ca|circa|etwa|ungefähr',
      t: 'zwischen',
      f: 'von|vom|des',
      h: 'der|die|das|dem|den',
      none: 'irgendwann|wohl|gleich|noch',
    },
    { by24: true, dotIsOrdinal: true, doubtful: new Set(['ab']) },
  );
