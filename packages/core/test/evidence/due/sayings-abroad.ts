import { sayings } from './sayings.ts';

// As in spans-in-context.ts, in other languages; written before a rule was changed for them.

export const GERMAN_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 12:00 | Ich rufe Sie morgen Vormittag zurück, sobald ich mit der Buchhaltung gesprochen habe.
2026-11-26 16:00 | Der Techniker kommt morgen zwischen 14 und 16 Uhr zu Ihnen.
2026-11-27 17:00 | Sie haben die Unterlagen bis Freitag um 17 Uhr.
2026-11-27 | Ich schicke Ihnen die Rechnung vom letzten Monat bis Freitag.
2026-12-02 | Ich schicke Ihnen die Gutschrift für November bis Mittwoch.
2026-11-26 | Ich bestätige Ihnen morgen den Termin am Montag.
2026-11-27 | Da Sie am Montag angerufen haben, melde ich mich spätestens bis Freitag.
2026-11-26 | Ihre Bestellung vom 14. November verschicke ich morgen.
2026-12-04 | Ich melde mich Freitag in einer Woche.
2026-12-09 | Ich melde mich in vierzehn Tagen bei Ihnen.
2026-12-02 | Wir melden uns heute in acht Tagen.
2026-12-25 | Wir erstatten den Betrag innerhalb von 30 Tagen.
2026-11-27 10:00 | Sie hören innerhalb von 48 Stunden von mir.
2026-11-30 09:30 | Ich rufe Sie am Montag um 9.30 Uhr an.
2026-11-30 09:30 | Ich rufe Sie am Montag um halb zehn an.
2026-12-01 14:45 | Ich rufe Sie am Dienstag um viertel vor drei nachmittags an.
2026-11-27 12:00 | Sie bekommen die Zahlen bis Freitag Mittag um zwölf.
2026-11-25 | Ich erledige das bis Ende des Tages.
2026-12-31 | Wir schließen das bis Jahresende ab.
2026-12-31 | Wir machen das bis zum Ende des Quartals.
2026-12-24,2026-12-25 | Sie haben das Paket noch vor Weihnachten.
2026-12-15,2026-12-31,- | Das Gerät kommt Mitte Dezember.
2027-01-31 | Wir prüfen das im Januar noch einmal.
2026-12-03 | Wir buchen es am 3. ab.
2026-12-03 | Der Kollege kommt am Donnerstag, den 3. Dezember.
- | Wir liefern am dritten Advent.
2026-11-27 | Donnerstag, nein, Freitag rufe ich Sie an.
2026-11-27 | Ich rufe Sie Donnerstag oder spätestens Freitag an.
2026-12-02 | Ich melde mich Mitte nächster Woche, also am Mittwoch.
2026-11-30 | Gleich am Montag früh kümmere ich mich darum.
2026-11-30,- | Ich rufe Sie nach dem Wochenende an.
- | Vor Montag kann ich das nicht erledigen.
- | Ich kann es nicht vor Montag verschicken.
- | Ich melde mich zeitnah bei Ihnen.
- | Wir melden uns drei Tage nach dem Termin.
`);

export const FRENCH_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 12:00 | Je vous rappelle demain matin dès que j'ai parlé à la comptabilité.
2026-11-26 16:00 | Le technicien passera demain entre 14 h et 16 h.
2026-11-27 17:00 | Vous aurez les documents vendredi avant 17 heures.
2026-11-27 | Je vous envoie la facture du mois dernier d'ici vendredi.
2026-12-02 | Je vous envoie l'avoir pour novembre d'ici mercredi.
2026-11-26 | Je vous confirme demain le rendez-vous de lundi.
2026-11-27 | Comme vous avez appelé lundi, je vous réponds au plus tard vendredi.
2026-11-26 | Votre commande du 14 novembre part demain.
2026-12-04 | Je vous rappelle vendredi en huit.
2026-12-09,2026-12-10 | Je vous recontacte dans quinze jours.
2026-12-02 | Je vous rappelle dans une semaine.
2026-12-25 | Nous vous remboursons sous 30 jours.
2026-11-27 10:00 | Vous aurez une réponse sous 48 heures.
2026-11-30 09:30 | Je vous appelle lundi à 9 h 30.
2026-11-30 09:30 | Je vous appelle lundi à neuf heures et demie.
2026-12-01 14:45 | Je vous appelle mardi à trois heures moins le quart de l'après-midi.
2026-11-27 12:00 | Vous aurez les chiffres vendredi à midi.
2026-11-25 | Je m'en occupe avant la fin de la journée.
2026-12-31 | On boucle ça avant la fin de l'année.
2026-12-31 | On boucle ça d'ici la fin du trimestre.
2026-12-24,2026-12-25 | Vous aurez le colis avant Noël.
2026-12-15,2026-12-31,- | L'appareil arrive à la mi-décembre.
2027-01-31 | Nous ferons le point en janvier.
2026-12-03 | Nous prélevons le 3.
2026-12-03 | Mon collègue passe le jeudi 3 décembre au matin.
2026-11-27 | Je vous rappelle jeudi, non, vendredi.
2026-11-27 | Je vous rappelle jeudi ou vendredi au plus tard.
2026-11-30 | Lundi à la première heure, je m'en charge.
2026-11-30 | Je m'en occupe dès lundi matin.
2026-12-07 | Je vous appelle lundi en quinze jours, donc le 7 décembre.
2026-11-30,- | Je vous rappelle après le week-end.
- | Je ne peux pas le faire avant lundi.
- | Je vous tiens au courant rapidement.
- | Nous vous écrivons trois jours après la visite.
- | Je vous appelle chaque lundi.
`);

export const SPANISH_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 12:00 | Le llamo mañana por la mañana en cuanto hable con contabilidad.
2026-11-26 16:00 | El técnico va mañana entre las 14 y las 16.
2026-11-27 17:00 | Tendrá los documentos el viernes antes de las 17:00.
2026-11-27 | Le mando la factura del mes pasado antes del viernes.
2026-12-02 | Le mando el abono de noviembre para el miércoles.
2026-11-26 | Le confirmo mañana la cita del lunes.
2026-11-27 | Como llamó el lunes, le contesto a más tardar el viernes.
2026-11-26 | Su pedido del 14 de noviembre sale mañana.
2026-12-04 | Le llamo el viernes de la semana que viene.
2026-12-09,2026-12-10 | Le llamo en quince días.
2026-12-02 | Le llamo de aquí a una semana.
2026-12-25 | Le devolvemos el importe en 30 días.
2026-11-27 10:00 | Tendrá noticias mías en 48 horas.
2026-11-30 09:30 | Le llamo el lunes a las 9.30.
2026-11-30 09:30 | Le llamo el lunes a las nueve y media.
2026-12-01 14:45 | Le llamo el martes a las tres menos cuarto de la tarde.
2026-11-27 12:00 | Tendrá los datos el viernes al mediodía.
2026-11-25 | Lo hago antes de que termine el día.
2026-11-25 | Lo hago antes del final del día.
2026-12-31 | Lo cerramos antes de fin de año.
2026-12-31 | Lo cerramos para finales del trimestre.
2026-12-24,2026-12-25 | Tendrá el paquete antes de Navidad.
2026-12-15,2026-12-31,- | El aparato llega a mediados de diciembre.
2027-01-31 | Lo revisamos en enero.
2026-12-03 | Se lo cobramos el día 3.
2026-12-03 | Mi compañero va el jueves 3 de diciembre por la mañana.
2026-11-27 | Le llamo el jueves, no, el viernes.
2026-11-27 | Le llamo el jueves o el viernes a más tardar.
2026-11-30 | El lunes a primera hora me ocupo.
2026-11-27 | Le llamo este viernes.
2026-11-30,- | Le llamo después del fin de semana.
- | No podré hacerlo antes del lunes.
- | Le aviso en cuanto pueda.
- | Le escribimos tres días después de la visita.
- | Le llamo cada lunes.
`);

export const PORTUGUESE_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 12:00 | Eu ligo para você amanhã de manhã assim que falar com o financeiro.
2026-11-26 16:00 | O técnico vai amanhã entre 14h e 16h.
2026-11-27 17:00 | Você recebe os documentos na sexta-feira até as 17h.
2026-11-27 | Eu envio a fatura do mês passado até sexta.
2026-12-02 | Eu envio o crédito de novembro até quarta-feira.
2026-11-26 | Confirmo amanhã a visita de segunda-feira.
2026-11-27 | Como você ligou na segunda-feira, respondo no máximo até sexta.
2026-11-26 | O seu pedido de 14 de novembro sai amanhã.
2026-12-04 | Eu ligo na sexta-feira da semana que vem.
2026-12-09,2026-12-10 | Eu ligo em quinze dias.
2026-12-02 | Eu ligo daqui a uma semana.
2026-12-25 | Devolvemos o valor em 30 dias.
2026-11-27 10:00 | Você tem uma resposta em 48 horas.
2026-11-30 09:30 | Eu ligo na segunda às 9:30.
2026-11-30 09:30 | Eu ligo na segunda-feira às nove e meia.
2026-11-27 12:00 | Você recebe os números na sexta-feira ao meio-dia.
2026-11-25 | Eu faço isso até o fim do dia.
2026-12-31 | Fechamos isso até o fim do ano.
2026-12-31 | Fechamos isso até o final do trimestre.
2026-12-24,2026-12-25 | Você recebe o pacote antes do Natal.
2026-12-15,2026-12-31,- | O aparelho chega em meados de dezembro.
2027-01-31 | Revisamos isso em janeiro.
2026-12-03 | Cobramos no dia 3.
2026-12-03 | Meu colega vai na quinta-feira, 3 de dezembro, de manhã.
2026-11-27 | Eu ligo na quinta, não, na sexta.
2026-11-27 | Eu ligo na quinta ou, no mais tardar, na sexta.
2026-11-30 | Na segunda-feira logo cedo eu cuido disso.
2026-11-30 | Ligo segunda de manhã.
2026-11-27 | Eu ligo nesta sexta-feira.
2026-11-30,- | Eu ligo depois do fim de semana.
- | Não consigo fazer isso antes de segunda-feira.
- | Eu aviso assim que puder.
- | Escrevemos três dias depois da visita.
- | Eu ligo toda segunda-feira.
- | Eu ligo todos os dias.
`);
