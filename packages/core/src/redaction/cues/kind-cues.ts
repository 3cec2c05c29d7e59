import type { Atom } from '../reading/lexer.ts';

/** What a phrase announces; `weak` ones say "a number of a person" and no more. */
export type KindCue = 'national' | 'weak' | 'document' | 'birth' | 'address' | 'postcode';

// Without accents, hyphens and full stops; one phrase a line, in en, de, fr, es, it, pt and nl.
const PHRASES: Record<KindCue, string> = {
  national: `
    social security|ssn|ssns|itin|social
    national insurance|ni number|ni no|ni is|my ni|nino|nhs number|nhs no|nhs
    aadhaar|aadhar|adhaar|pan|tax file|tfn|social insurance|sin number|sin is|my sin|pps number|ppsn|utr
    taxpayer reference|taxpayer id|taxpayer identification|tax id|tax identification|tin number|national id|national identity
    national identification|nationality number|citizen number|citizen card|medicare number|medicare card|medicare
    steuer id|steuerid|steueridentifikationsnummer|steuerliche identifikationsnummer|steuer identifikationsnummer
    steuernummer|idnr|rentenversicherungsnummer|rentenversicherung|sozialversicherungsnummer|sozialversicherung
    sv nummer|ahv nummer|versichertennummer
    securite sociale|numero de secu|numero secu|numero insee|numero fiscal|numero nir
    dni|numero de nie|nie es|nif|seguridad social|identificacion fiscal|curp
    codice fiscale|partita iva|tessera sanitaria
    cpf|cnpj|numero de contribuinte|contribuinte|seguranca social
    bsn|burgerservicenummer|sofinummer|sofi nummer|rijksregisternummer`,
  weak: `
    id number|id no|identity number|identification number|id is|tax number|personal number|insurance number
    identifikationsnummer|ausweis nr|numero d'identification|numero de identificacion|numero di identificazione
    numero de identificacao|identificatienummer|persoonsnummer|nummer van mijn id`,
  document: `
    passport|passports|driving licence|driving license|driver licence|driver license|drivers licence|drivers license
    driver s licence|driver s license|licence number|license number|licence is|license is|my licence|my license|licence no|license no|dl number|dl is|my dl|dvla number
    identity card|id card|identification card|residence permit|resident permit|residence card
    personalausweis|personalausweisnummer|ausweis|ausweisnummer|reisepass|reisepassnummer|passnummer|pass nummer
    fuhrerschein|fuhrerscheinnummer|fuehrerschein|fuehrerscheinnummer|aufenthaltstitel
    passeport|carte d'identite|carte nationale d'identite|permis de conduire|numero de permis|titre de sejour
    pasaporte|carnet de conducir|permiso de conducir|licencia de conducir|carne de conducir|documento de identidad
    documento nacional de identidad|carnet de identidad|cedula
    passaporto|carta d'identita|patente|patente di guida|permesso di soggiorno
    passaporte|carteira de motorista|carteira de habilitacao|cnh|carta de conducao|cartao de cidadao
    bilhete de identidade|carteira de identidade|numero do rg|meu rg|rg e
    paspoort|paspoortnummer|rijbewijs|rijbewijsnummer|identiteitskaart|id kaart|verblijfsvergunning`,
  birth: `
    date of birth|dob|d o b|dates of birth|born|birthday|birthdate|birth date|birth day|day of birth
    geburtsdatum|geburtstag|geboren|geb
    date de naissance|ne le|nee le|anniversaire
    fecha de nacimiento|naci el|naci|nacido|nacida|cumpleanos
    data di nascita|nato il|nata il|nato l|nata l|nato|nata|compleanno
    data de nascimento|nasci|nascido|nascida|aniversario
    geboortedatum|geboortedag|verjaardag`,
  address: `
    address|adress|i live at|i live in|i live on|we live at|we live in|we live on|live at|lives at|living at|living on|lives on
    i'm at|im at|we're at|i am at|we are at|reside at|resides at|residing at|resident at|staying at
    send it to|send them to|send that to|send this to|sent to|deliver to|deliver it to|deliver them to|delivered to|deliver that to
    ship to|ship it to|ship them to|shipped to|post it to|mail it to|mail to|mailed to|bill to
    moved to|moving to|move to|relocated to|my house is|my home is|my flat is|home is at|house is at|where i live
    adresse|anschrift|wohne|wohnen|wohnhaft|wohnt|lieferadresse|rechnungsadresse|schicken sie es|schicken sie das
    j'habite|habite|nous habitons|habitons|je demeure|domicilie|domiciliee|envoyez le|livrez
    direccion|domicilio|vivo en|vivimos en|resido en|envielo a|enviarlo a|mandelo a
    indirizzo|abito in|abito a|vivo in|abitiamo in|risiedo in|residente in|spedite|spedirlo
    endereco|morada|moro na|moro no|moro em|vivo na|vivo no|resido na
    adres|woonadres|woon op|woon aan|woon in|woon ik|bezorgadres|stuur het naar|wonen op|wonen aan|wonen in`,
  postcode: `
    my postcode|my post code|my postal code|your postcode|your post code|our postcode|our post code|his postcode|her postcode
    home postcode|their postcode|mijn postcode|postcode and house number|delivery postcode|billing postcode|billing zip`,
};
// "My e-mail address", "the IP address": no place where a person lives.
const NO_PLACE = new Set(
  'email mail e ip mac web wallet website internet bitcoin url return office store shop branch company business hotel memory'.split(
    ' ',
  ),
);
const NO_SECURITY = new Set(
  'media network networks worker workers club event distancing life services care housing work science studies distance'.split(
    ' ',
  ),
);
const SKIPPED = new Set(['-', '.', '–', "'", '’']);

const LAST_ASCII = 0x7e;

interface Phrase {
  words: string[];
  cue: KindCue;
}

const BY_FIRST_WORD = new Map<string, Phrase[]>();
for (const cue of Object.keys(PHRASES) as KindCue[]) {
  for (const phrase of PHRASES[cue].split(/[\n|]/)) {
    const words = phrase.trim().split(' ');
    const [first = ''] = words;
    if (first === '') continue;
    const phrases = BY_FIRST_WORD.get(first);
    if (phrases === undefined) BY_FIRST_WORD.set(first, [{ words, cue }]);
    else phrases.push({ words, cue });
  }
}
for (const phrases of BY_FIRST_WORD.values()) {
  phrases.sort((a, b) => b.words.length - a.words.length);
}

/** A phrase in a text; `first` and `last` are its atoms, `last` inclusive. */
export interface FoundCue {
  cue: KindCue;
  first: number;
  last: number;
}

/** Every phrase that announces one of the new kinds, from left to right; the longest where several begin. */
export function kindCues(atoms: Atom[]): FoundCue[] {
  const found: FoundCue[] = [];
  for (let at = 0; at < atoms.length; at++) {
    const phrases = BY_FIRST_WORD.get(fold(atoms[at]?.text ?? ''));
    const match = phrases === undefined ? null : longestAt(atoms, at, phrases);
    if (match !== null && !meansOther(atoms, match)) {
      found.push(match);
      at = match.last;
    }
  }
  return found;
}

function longestAt(atoms: Atom[], first: number, phrases: Phrase[]): FoundCue | null {
  for (const { words, cue } of phrases) {
    let at = first;
    let matched = 1;
    while (matched < words.length) {
      at += 1;
      while (SKIPPED.has(atoms[at]?.text ?? '')) {
        at += 1;
      }
      if (fold(atoms[at]?.text ?? '') !== words[matched]) {
        break;
      }
      matched += 1;
    }
    if (matched === words.length) {
      return { cue, first, last: at };
    }
  }
  return null;
}

function meansOther(atoms: Atom[], { cue, first, last }: FoundCue): boolean {
  const before = atoms[first - 1]?.text === '-' ? atoms[first - 2]?.text : atoms[first - 1]?.text;
  if (cue === 'address') {
    return NO_PLACE.has(before ?? '');
  }
  return cue === 'national' && NO_SECURITY.has(atoms[last + 1]?.text ?? '');
}

/** Without accents: people type "numero de securite sociale". */
export function fold(word: string): string {
  for (let at = 0; at < word.length; at++) {
    if (word.charCodeAt(at) > LAST_ASCII) {
      return word
        .normalize('NFD')
        .replace(/[\u0300-\u036f]/g, '')
        .replace(/ß/g, 'ss')
        .replace(/’/g, "'");
    }
  }
  return word;
}
