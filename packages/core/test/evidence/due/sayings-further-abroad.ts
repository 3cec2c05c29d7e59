import { sayings } from './sayings.ts';

// As in sayings-abroad.ts.

export const ITALIAN_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 | La richiamo domani.
2026-11-26 12:00 | La chiamo domani mattina appena parlo con la contabilità.
2026-11-26 16:00 | Il tecnico passa domani tra le 14 e le 16.
2026-11-27 | Glielo mando dopodomani.
2026-11-25 | Glielo mando oggi stesso.
2026-11-27 | Lo avrà entro venerdì.
2026-11-27 | Lo avrà venerdì al più tardi.
2026-11-30 09:30 | La chiamo lunedì alle 9:30.
2026-12-01 | La chiamo martedì prossimo.
2026-11-28 | I soldi arrivano in tre giorni.
2026-11-27 10:00 | Avrà una risposta entro 48 ore.
2026-12-02 | Il rimborso arriva entro cinque giorni lavorativi.
2026-12-02 | Il rimborso arriva in 3-5 giorni lavorativi.
2026-12-09 | Le rispondiamo entro due settimane.
2026-11-27 | Sarà pronto entro la fine della settimana.
2026-12-04 | Sarà pronto la prossima settimana.
2026-11-30 | Sarà pronto entro la fine del mese.
2026-12-03 | Il tecnico viene il 3 dicembre.
2026-12-03 | Il tecnico viene giovedì 3 dicembre.
2026-12-02 | Le mando la fattura del mese scorso entro mercoledì.
2026-12-25,2026-12-24 | Avrà il pacco prima di Natale.
- | La chiamo ogni lunedì.
- | La chiamo tra qualche giorno.
- | Le scriviamo tre giorni dopo la visita.
- | L'ho chiamata venerdì scorso.
`);

export const DUTCH_SAYINGS = sayings(`
@ 2026-11-25
2026-11-26 | Ik bel u morgen terug.
2026-11-26 12:00 | Ik bel u morgenochtend zodra ik de boekhouding gesproken heb.
2026-11-26 16:00 | De monteur komt morgen tussen 14 en 16 uur.
2026-11-27 | Ik stuur het overmorgen.
2026-11-25 | Ik stuur het vandaag nog.
2026-11-27 | U heeft het vrijdag.
2026-11-27 | U heeft het uiterlijk vrijdag.
2026-11-30 09:30 | Ik bel u maandag om 9:30.
2026-11-30 09:30 | Ik bel u maandag om half tien.
2026-12-01 | Ik bel u volgende week dinsdag.
2026-11-28 | Het geld staat er binnen drie dagen op.
2026-11-27 10:00 | U krijgt binnen 48 uur antwoord.
2026-12-02 | De terugbetaling komt binnen vijf werkdagen.
2026-12-09 | We antwoorden binnen twee weken.
2026-12-02 | Ik bel u over een week.
2026-11-27 | Het is klaar voor het einde van de week.
2026-12-04 | Het is volgende week klaar.
2026-11-30 | Het is klaar aan het einde van de maand.
2026-12-03 | De monteur komt op 3 december.
2026-12-03 | De monteur komt donderdag 3 december.
2026-12-02 | Ik stuur u de factuur van vorige maand uiterlijk woensdag.
2026-12-25,2026-12-24 | U heeft het pakket voor kerst.
2026-11-27 18:00 | Ik bel u vrijdagmiddag.
- | Ik bel u elke maandag.
- | Ik bel u over een paar dagen.
- | We schrijven u drie dagen na het bezoek.
- | Ik heb u afgelopen vrijdag gebeld.
`);
