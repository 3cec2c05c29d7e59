import { type Lexicon, lexiconOf } from '../lexicon.ts';

const TABLE = `
D=0 hoy|hoy mismo|hoy día
D=1 mañana|mañana mismo
D=2 pasado mañana
W lunes|martes|miércoles,miercoles|jueves|viernes|sábado,sabado|domingo
M enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre,setiembre|octubre|noviembre|diciembre
N un,una,uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciséis|diecisiete|dieciocho|diecinueve|veinte|veintiuno,veintiún|veintidós|veintitrés|veinticuatro
N=30 treinta
N=48 cuarenta y ocho
N=72 setenta y dos
N=0.5 media
N=2 un par de
q=3 unos|unas|algunos|algunas|pocos|pocas|varios|varias
O=1 primero,primer
U=0 minuto|minutos
U=1 hora|horas
U=2 día|días|dia|dias
U=3 día hábil|días hábiles|día laborable|días laborables|dias habiles|dias laborables|día laboral|días laborales
U=4 semana|semanas
U=5 quincena
U=6 mes|meses
U=7 trimestre
U=8 año|años
X=1 próximo|próxima|próximos|próximas|proximo|proxima|que viene|que entra|siguiente
C=0 este|esta|estos
E=0 fin|finales|final|últimos
B=0 principios|comienzos|inicios|inicio|principio
K=0 mediados
A=0 después|despues|después de|después del|a partir|a partir de|a partir del|tras
w=0 fin de semana|finde
P=0 por la mañana|de la mañana|en la mañana
P=1 mediodía|mediodia
P=4 tarde|por la tarde|de la tarde|en la tarde|noche|por la noche|de la noche|en la noche
P=6 medianoche
Q=0 que termine el día|que acabe el día|terminar el día|acabar el día|final del día|fin del día|cierre|cierre del día|última hora|ultima hora
p=30 y media
p=15 y cuarto
p=-15 menos cuarto
p=-10 menos diez
p=-20 menos veinte
p=-5 menos cinco
H=4 viernes santo
H=5 domingo de pascua
H=1225 navidad|navidades
H=1224 nochebuena
&=0 o
&=1 y
~=0 no
!=1 pasado|pasada|ayer|anteayer
!=0 desde|cada|todos|todas|hace|anterior|más tarde|último|última|semana santa
`;

export const spanish = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: 'en|dentro de|en un plazo de|en el plazo de|en menos de|durante|en los|en las|en un plazo máximo de|de aquí a',
      be: 'antes|antes de|antes del',
      bs: 'a más tardar|a mas tardar|como muy tarde|como máximo|no más tarde|de aquí al|a más tardar el',
      bu: 'hasta',
      br: 'para',
      oh: 'el|el día|el dia',
      o: 'al',
      a: 'a las|a la|sobre las|hacia las|alrededor de las|a eso de las|a',
      t: 'entre|entre las|entre el',
      f: 'de|del',
      h: 'la|las|los|lo',
    },
    { by24: true },
  );
