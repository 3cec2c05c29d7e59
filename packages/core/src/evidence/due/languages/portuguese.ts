import { type Lexicon, lexiconOf } from '../lexicon.ts';

const TABLE = `
D=0 hoje|ainda hoje|hoje mesmo
D=1 amanhã|amanha
D=2 depois de amanhã|depois de amanha
W segunda feira,segunda|terça feira,terça|quarta feira,quarta|quinta feira,quinta|sexta feira,sexta|sábado|domingo
M janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro
N um,uma|dois,duas|três,tres|quatro|cinco|seis|sete|oito|nove|dez|onze|doze|treze|catorze,quatorze|quinze|dezesseis,dezasseis|dezessete,dezassete|dezoito|dezenove,dezanove|vinte|vinte e um|vinte e dois|vinte e três|vinte e quatro
N=30 trinta
N=48 quarenta e oito
N=72 setenta e duas
N=0.5 meia
q=3 alguns|algumas|poucos|poucas|vários|uns|umas
O=1 primeiro
U=0 minuto|minutos
U=1 hora|horas
U=2 dia|dias
U=3 dia útil|dias úteis|dias uteis
U=4 semana|semanas
U=5 quinzena
U=6 mês|meses|mes
U=7 trimestre
U=8 ano|anos
X=1 próximo|próxima|próximos|próximas|que vem|seguinte
C=0 este|esta|neste|nesta|deste|desta
E=0 fim|final|finais
B=0 início|inicio|começo|princípio
K=0 meados|meio
A=0 depois|depois de|depois do|depois da|após|a partir|a partir de
w=0 fim de semana|final de semana
P=0 de manhã|da manhã|pela manhã
P=1 meio dia|meio dia
P=4 à tarde|da tarde|de tarde|à noite|da noite|de noite|tarde|noite
P=6 meia noite
Q=0 acabar o dia|terminar o dia|fim do dia|final do dia|fim do expediente|final do expediente
p=30 e meia
H=4 sexta feira santa|sexta santa
H=5 páscoa|pascoa|domingo de páscoa
H=1224 véspera de natal
H=1225 natal
&=0 ou
&=1 e
~=0 não
!=1 passado|passada|ontem|anteontem
!=0 desde|cada|todo|toda|todos|todas|há|atrás|anterior|mais tarde|último|última
`;

/** "Na segunda" is on Monday, "na segunda vez" the second time. */
export const portuguese = (): Lexicon =>
  lexiconOf(
    TABLE,
    {
      i: 'em|dentro de|no prazo de|em até|daqui a|em menos de|durante|nos|nas',
      bu: 'até|ate|até o|até a|até ao|até à|até às|até as',
      bs: 'no máximo|ao mais tardar|no mais tardar|o mais tardar|até no máximo|no máximo até|o mais tardar até',
      be: 'antes|antes de|antes do|antes da',
      br: 'para|para a|para o',
      bo: 'até o dia|até dia|até ao dia|antes do dia',
      oh: 'no dia|o dia|para o dia',
      o: 'na|no|pela|pelo',
      a: 'às|as|à|ao|aos|por volta das|por volta de|pelas|lá pelas|a',
      t: 'entre|entre as',
      f: 'de|do|da',
      h: 'o|os',
    },
    { by24: true, doubtful: new Set(['segunda', 'terça', 'quarta', 'quinta', 'sexta']) },
  );
