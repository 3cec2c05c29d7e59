import { type Lexicon, lexiconOf } from '../lexicon.ts';

const TABLE = `
D=0 oggi|oggi stesso|in giornata
D=0+P=4 stasera|questa sera|stanotte
D=0+P=0 stamattina|questa mattina
D=1 domani
D=1+P=0 domattina|domani mattina
D=2 dopodomani
W lunedì,lunedi|martedì,martedi|mercoledì,mercoledi|giovedì,giovedi|venerdì,venerdi|sabato|domenica
M gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre
N un,uno,una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici|tredici|quattordici|quindici|sedici|diciassette|diciotto|diciannove|venti|ventuno|ventidue|ventitré|ventiquattro
N=30 trenta
N=48 quarantotto
N=72 settantadue
N=0.5+U=1 mezz'ora|mezzora
N=1+U=1 un'ora
N=2 un paio di
q=3 qualche|alcuni|alcune|pochi|poche
O=1 primo
U=0 minuto|minuti
U=1 ora|ore
U=2 giorno|giorni
U=3 giorno lavorativo|giorni lavorativi|giorno feriale|giorni feriali
U=4 settimana|settimane
U=6 mese|mesi
U=7 trimestre
U=8 anno|anni|dell'anno
X=1 prossimo|prossima|prossimi|prossime
C=0 questo|questa|quest'
E=0 fine|la fine
B=0 inizio|inizi
K=0 metà
A=0 dopo|a partire da|a partire dal
w=0 weekend|fine settimana|week end
P=0 mattina|mattino|di mattina|del mattino|in mattinata
P=1 mezzogiorno
P=3 pomeriggio|di pomeriggio|del pomeriggio|nel pomeriggio
P=4 sera|di sera|della sera|in serata
P=6 mezzanotte
Q=0 fine giornata|fine della giornata|sera stessa
p=30 e mezza|e mezzo
p=15 e un quarto
p=-15 meno un quarto
H=4 venerdì santo
H=5 pasqua
H=6 pasquetta|lunedì di pasqua|lunedì dell'angelo
H=1225 natale
H=1224 vigilia di natale
H=1231 san silvestro
H=815 ferragosto
&=0 o|oppure
&=1 e
~=0 non
!=1 scorso|scorsa|scorsi|ieri|passato|passata
!=0 ogni|tutti|tutte|fa|più tardi di
`;

export const italian = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: "in|nel giro di|nell'arco di|tra|fra|nei|nelle|nel|durante",
      ibs: 'entro',
      bs: 'entro e non oltre|al più tardi|al massimo|non oltre|entro il|entro la|entro le',
      bu: 'fino a|fino al|sino a',
      be: 'prima di|prima del|prima della',
      br: 'per|per il',
      oh: 'il|il giorno|per il giorno',
      ax: 'alle|all|a|verso le|intorno alle|ore|alle ore',
      t: 'tra le|fra le|dalle',
      f: 'di|del|della|dei|dal',
      h: 'la|le|lo|i|gli|l',
      none: 'circa|massimo',
    },
    { by24: true },
  );
