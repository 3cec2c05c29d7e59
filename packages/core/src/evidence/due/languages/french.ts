import { type Lexicon, lexiconOf } from '../lexicon.ts';

const TABLE = `
D=0 aujourd'hui|dans la journée|ce jour|dès aujourd'hui
D=0+P=4 ce soir
D=1 demain|dès demain
D=2 après demain
W lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche
M janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
N un,une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix sept|dix huit|dix neuf|vingt|vingt et un|vingt deux|vingt trois|vingt quatre
N=30 trente
N=48 quarante huit
N=72 soixante douze
N=0.5+U=1 demi heure|une demi heure
q=3 quelques|plusieurs
O=1 premier
U=0 minute|minutes
U=1 heure|heures
U=2 jour|jours
U=3 jour ouvré|jours ouvrés|jour ouvrable|jours ouvrables
U=4 semaine|semaines|en huit
N=1+U=4 huitaine|une huitaine
N=2+U=4 quinzaine|une quinzaine|en quinze
U=6 mois
U=7 trimestre
U=8 an|ans|année|années|l'année
X=1 prochain|prochaine|prochains|prochaines
C=0 ce|cette|cet
E=0 fin|la fin
B=0 début
K=0 milieu
A=0 après|à partir
w=0 week end|weekend
P=0 matin|matinée|dans la matinée|du matin
P=1 midi
P=3 après midi|de l'après midi|dans l'après midi|l'après midi
P=4 soir|soirée|du soir
P=6 minuit
Q=0 fin de journée|fin de la journée|fin d'après midi
p=30 et demie
p=15 et quart
p=-15 moins le quart|moins quart
p=-10 moins dix
p=-20 moins vingt
p=-5 moins cinq
H=4 vendredi saint
H=5 pâques
H=6 lundi de pâques
H=1225 noël
&=0 ou
&=1 et
~=0 pas
!=1 dernier|dernière|derniers|dernières|passé|passée|hier|avant hier
!=0 depuis|chaque|tous|toutes|il y a|plus tard que|lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches
`;

export const french = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: 'dans|dans les|sous|en|dans un délai de|dans le courant de|courant|au cours de|au cours|pendant|en moins de|dans un délai maximum de',
      ibs: "d'ici|d'ici à|d'ici au",
      bs: 'au plus tard|au plus tard le',
      bu: "jusqu'à|jusqu'au",
      be: 'avant|avant la|avant le',
      br: 'pour|pour la',
      oh: 'le',
      o: 'au',
      a: 'à|vers|vers les|aux alentours de|environ',
      t: 'entre',
      f: 'de|du|des',
      h: 'la|les|l',
      none: 'dans le|courant de',
    },
    { by24: true },
  );
