import { type Lexicon, lexiconOf } from '../lexicon.ts';

const DAYS = 'maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag'.split('|');
const PARTS: [value: number, words: string][] = [
  [0, 'ochtend,morgen'],
  [3, 'middag'],
  [4, 'avond'],
];
// "Vrijdagmiddag"
const compounds = PARTS.flatMap(([value, words]) =>
  DAYS.map(
    (day, i) =>
      `W=${i + 1}+P=${value} ${words
        .split(',')
        .flatMap((word) => [day + word, `${day} ${word}`])
        .join('|')}`,
  ),
).join('\n');

const TABLE = `
D=0 vandaag|nog vandaag|vandaag nog
D=0+P=0 vanochtend|vanmorgen
D=0+P=3 vanmiddag
D=0+P=4 vanavond|vannacht
D=1 morgen
D=1+P=0 morgenochtend|morgen ochtend|morgenvroeg
D=1+P=3 morgenmiddag|morgen middag
D=1+P=4 morgenavond|morgen avond
D=2 overmorgen
W ${DAYS.join('|')}
${compounds}
M januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december
N een,één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien|twintig|eenentwintig|tweeëntwintig|drieëntwintig|vierentwintig
N=30 dertig
N=48 achtenveertig
N=72 tweeënzeventig
N=0.5 een half|half
N=1.5 anderhalf|anderhalve
q=3 enkele|paar|een paar|enige
O=1 eerste
U=0 minuut|minuten
U=1 uur|uren
U=2 dag|dagen
U=3 werkdag|werkdagen
U=4 week|weken
U=6 maand|maanden
U=7 kwartaal
U=8 jaar|jaren
X=1 volgende|aanstaande|komende
C=0 deze|dit
E=0 eind|einde|het einde
B=0 begin
K=0 midden|halverwege
A=0 na|vanaf
w=0 weekend
P=0 ochtend|in de ochtend|'s ochtends|vroeg|voormiddag
P=2 lunch|lunchtijd
P=3 middag|in de middag|'s middags|namiddag
P=4 avond|in de avond|'s avonds
P=6 middernacht
Q=0 einde van de dag|eind van de dag|sluitingstijd|einde werkdag
g=-30 half
g=15 kwart over
g=-15 kwart voor
H=4 goede vrijdag
H=5 pasen|eerste paasdag
H=6 paasmaandag|tweede paasdag
H=1225 kerst|kerstmis|eerste kerstdag
H=1224 kerstavond
H=1231 oudejaarsdag|oud en nieuw
H=1205 sinterklaas
&=0 of
&=1 en
&=2 tot en met
~=0 niet
!=1 vorige|afgelopen|laatste|gisteren|eergisteren
!=0 elke|iedere|ieder|elk|sinds|geleden|later dan
`;

export const dutch = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: 'in|binnen|over|gedurende|in de komende|binnen de',
      bs: 'uiterlijk|uiterlijk op|ten laatste|op zijn laatst|niet later dan',
      bu: 'tot',
      be: 'voor|vóór|voor het|voor de',
      or: 'van',
      o: 'op|in het',
      ax: 'om|rond|tegen|omstreeks',
      t: 'tussen',
      h: 'de|het',
      none: 'ergens|ongeveer|circa',
    },
    { by24: true },
  );
