import { wordsIn as words } from '../../shared/word-set.ts';
import type { Atom } from '../reading/lexer.ts';
import type { Cue } from './cues.ts';
import { fold } from './kind-cues.ts';

/** Words that are a cue by themselves, in de, es, fr, it, pt and nl; without accents. */
const WORDS: Partial<Record<Cue, string>> = {
  secret: `geheimzahl geheimnummer prufziffer prufnummer kartenprufnummer pincode pincodes pinnummer cryptogramme
    sicherheitsnummer`,
  otp: `sicherheitscode bestatigungscode verifizierungscode einmalcode einmalpasswort zugangscode freischaltcode
    aktivierungscode authentifizierungscode beveiligingscode verificatiecode toegangscode bevestigingscode inlogcode
    eenmalige activeringscode smscode`,
  card: `kartennummer kreditkartennummer kreditkarte tarjeta carta cartao kaartnummer creditcardnummer kreditkartennr
    kredietkaart pasnummer`,
  bank: `kontonummer kontonr bankleitzahl blz cuenta clabe compte conto conta rekeningnummer rekening kontoverbindung rib`,
  phone: `telefonnummer handynummer mobilnummer mobilfunknummer rufnummer ruckrufnummer telefon festnetz festnetznummer
    telefono movil celular cellulare telephone telefone telemovel telefoonnummer telefoon mobiel gsm ligar ligue llamar llamame llamarme llameme rappeler
    rappelez appeler appelez joindre anrufen erreichen erreichbar chiamare chiamami chiamatemi richiamare richiamatemi bellen bel`,
  other: `bestellnummer bestellung auftragsnummer auftrag kundennummer rechnungsnummer rechnung sendungsnummer zahlerstand
    zahlernummer aktenzeichen postleitzahl vorgangsnummer seriennummer vertragsnummer artikelnummer buchungsnummer
    fallnummer ticketnummer referenznummer gutscheincode rabattcode fehlercode
    pedido factura reserva seguimiento referencia expediente contrato descuento promocion articulo
    commande reference facture dossier suivi reservation contrat promo reduction colis client
    ordine fattura pratica prenotazione spedizione riferimento contratto sconto cliente lettura
    encomenda fatura protocolo rastreio desconto leitura
    ordernummer bestelnummer bestelling klantnummer meterstand factuurnummer zaaknummer kortingscode boekingsnummer
    volgnummer foutcode postcode`,
};
/** What "code" is by the words behind it: "código de seguridad", "code postal", "codice sconto". */
const CODES = new Set(words('code codigo codice cod codes codigos'));
const OTP_AFTER = new Set(
  words(`seguridad verificacion acceso confirmacion activacion seguranca verificacao acesso confirmacao ativacao
    securite verification acces confirmation activation secret sicurezza verifica accesso conferma attivazione otp sms
    autenticazione autenticacion autenticacao authentification`),
);
const OTHER_AFTER = new Set(
  words(`postal postale promo promocional promotionnel promozionale barras barres barre barra descuento reduction sconto
    desconto error erreur errore erro producto produit prodotto produto pedido commande ordine cliente client pais pays
    paese reserva reservation prenotazione article articolo articulo iban bic swift avion voyage`),
);
const PARTICLES = new Set(words('de d di da do du del della la le el il a'));
const OWN = new Set(
  words('mi su tu mon votre son ma mio suo tuo meu seu minha sua mein meine ihre deine mijn uw zijn haar'),
);
const NUMBERS = new Set(words('numero numeros nummer nr'));
const OWN_PHONES = new Set(words('portable handy mobile mobil mobilteil fijo fixe fisso'));
const OWN_CODES = new Set(words('tan clave pin'));

const BY_WORD = new Map<string, Cue>(
  Object.entries(WORDS).flatMap(([cue, list]) =>
    words(list).map((word): [string, Cue] => [word, cue as Cue]),
  ),
);
for (const word of [...CODES, ...NUMBERS, ...OWN_PHONES, ...OWN_CODES, 'no']) {
  // Looked at more closely below.
  BY_WORD.set(word, BY_WORD.get(word) ?? 'code');
}

/** The words of other languages that may say something of a number. */
export const FOREIGN_WORDS: readonly string[] = [...BY_WORD.keys()];

/**
 * What a word of another language says of a number near it, as `cueAt` does for English; null when it says nothing.
 *
 * @example foreignCueAt(atomsOf('mein sicherheitscode'), 1) // 'otp'
 */
export function foreignCueAt(atoms: Atom[], at: number): Cue | null {
  const word = fold(atoms[at]?.text ?? '');
  const cue = BY_WORD.get(word);
  if (cue === undefined) {
    return null;
  }
  const before = fold(atoms[at - 1]?.text ?? '');
  // Portuguese for "in the": "pode ligar no 11 91234 5678".
  if (word === 'no') {
    return before === 'no' ? null : foreignCueAt(atoms, at - 1);
  }
  if (CODES.has(word)) {
    return codeBefore(atoms, at, word);
  }
  if (NUMBERS.has(word)) {
    return OWN.has(before) || OWN.has(fold(atoms[at - 2]?.text ?? '')) ? numberBefore(atoms, at) : null;
  }
  if (OWN_PHONES.has(word)) {
    return OWN.has(before) || PARTICLES.has(before) ? 'phone' : null;
  }
  if (OWN_CODES.has(word)) {
    return word === 'pin' || OWN.has(before) || ['die', 'la', 'a', 'der'].includes(before) ? 'secret' : null;
  }
  return cue;
}

function codeBefore(atoms: Atom[], at: number, word: string): Cue | null {
  const next = behind(atoms, at);
  if (OTP_AFTER.has(next)) {
    return 'otp';
  }
  if (OTHER_AFTER.has(next)) {
    return 'other';
  }
  // The English word is asked about what stands before it.
  return word === 'code' || word === 'codes' ? null : 'code';
}

/** "Mi número es 612 34 56 78"; "mi número de pedido" says what it is itself. */
function numberBefore(atoms: Atom[], at: number): Cue | null {
  const next = behind(atoms, at);
  const cue = BY_WORD.get(next);
  return PARTICLES.has(fold(atoms[at + 1]?.text ?? '')) ? (cue ?? 'other') : 'phone';
}

function behind(atoms: Atom[], at: number): string {
  const next = fold(atoms[at + 1]?.text ?? '');
  const word = PARTICLES.has(next) ? fold(atoms[at + 2]?.text ?? '') : next;
  return word.replace(/^[dl]'/, '');
}

/** What people say between a cue and its number. */
export const FOREIGN_BETWEEN = `ist lautet sind war es esta son era est était etait c'est è e é sono são sao foi is mijn mein meine
  ihr ihre mi su tu mon ma votre vos mio mia suo meu minha seu sua la le les el il lo los las der die das den dem de del della di
  da do dos du des d van von für fur para por pour per voor que qui che ich je yo ho j'ai ai he tengo habe hab bekommen erhalten
  reçu recu ricevuto recibido recebi gekregen ontvangen nummer numero número numéro nr código codigo codice tarjeta carte carta
  cartao cartão cuenta compte conto conta hier aqui aquí ici qui ecco voici also ja sí si oui sì sim ok bitte por favor prego
  sicherheit seguridad sécurité sicurezza segurança verificación vérification verifica verificação crédito credito crédit débito
  bancaria bancario bancaire corriente corrente confirmación secret acceso accès te bankrekening`;
/** "Is" of a number. */
export const FOREIGN_COPULAS = "ist lautet es est c'est è e' é";
