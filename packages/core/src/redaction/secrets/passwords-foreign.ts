import { lazyPattern } from '../../shared/lazy-pattern.ts';
import { fold } from '../cues/kind-cues.ts';
import type { Atom, Secret } from '../reading/lexer.ts';
import type { Reading } from '../reading/number-runs.ts';

/** How a word names a password: by itself, with one of these words before it, only perhaps, or as an English word. */
type Cue = string[] | 'alone' | 'unsure' | 'borrowed';

/** Words for a password in de, es, fr, it, pt and nl, without accents; for those of several words the last, with the first. */
const CUES = new Map<string, Cue>([
  ...`passwort passworter kennwort losungswort codewort zugangswort contrasena contrasenas contrasenya senha palavrapasse
  wachtwoord`
    .split(/\s+/)
    .map((word): [string, 'alone'] => [word, 'alone']),
  // "La clave es tener paciencia": of words that mean more, only what looks like a password.
  ['clave', 'unsure'],
  ['parola', 'unsure'],
  ['passe', ['mot', 'palavra', 'mots']],
  ["d'ordine", ['parola']],
  ['segreta', ['parola']],
  ['chiave', ['parola']],
  // The English word in a sentence of another language: its English links are read elsewhere.
  ['password', 'borrowed'],
]);
const LINKS = new Set("ist lautet es est c'est e era war was is : =".split(' '));
const BEFORE_LINK = new Set(
  `mein meine ihr ihre das die der fur mi su la el de del mon votre le pour il mia mio per o a minha meu para het mijn uw voor van
  app konto cuenta compte conto conta account online banking actual nuevo nueva neues neue nouveau nouvelle nuova nuovo nova nieuwe
  aktuelles alte altes temporal temporaire temporanea tijdelijke , internet wifi wlan segreta d'ordine dell' al du dem`.split(
    /\s+/,
  ),
);
const AFTER_LINK = new Set('" \' “ „ ‘ « : = , - also eh euh ehm este pues bueno'.split(' '));
// What follows "ist" when no password follows.
const NO_VALUE = new Set(
  `falsch richtig nicht kein keine abgelaufen gesperrt ungultig sicher unsicher zu sehr leider noch schon weg vergessen das die der
  ein eine incorrecta incorrecto correcta correcto invalida caducada no muy un una la el lo mal demasiado segura olvidada bloqueada
  incorrect correct invalide expire faux oublie pas trop une le les bloque perdu errata sbagliata corretta scaduta non troppo
  bloccata dimenticata errada incorreta correta expirada nao muito uma bloqueada esquecida dificil facil larga corta nueva nuevo nueva lunga breve nuova difficile facile lang kurz neu long court nouveau
  verkeerd onjuist niet te een het verlopen
  vergeten geblokkeerd juist fout de para pour per fur por que qui che wie was como comme come`.split(/\s+/),
);
const ENGLISH_LINKS = new Set(['is', 'was', ':', '=']);
const QUOTES = new Set(['"', '„', '“', '«']);
const MOST_BETWEEN = 8;
const MOST_VALUE = 128;
const NO_LETTER = lazyPattern(() => /[^\p{L}\p{M}'’]/u);
/** "Zurückgesetzt", "olvidada", "dimenticata", "veranderd": what happened to a password. */
const PARTICIPLE = /^(?:.{0,12}ge.{2,14}t|ver.{3,14}[dt]|.{2,14}iert|.{2,14}[aiu][dt][oa])$/;
const LEAST_VALUE = 3;

/** Whether the atom names a password in another language. */
export function isForeignPasswordCue(atoms: Atom[], at: number): boolean {
  const cue = cueOf(atoms, at);
  return cue !== undefined && cue !== 'borrowed';
}

function cueOf(atoms: Atom[], at: number): Cue | undefined {
  const cue = CUES.get(fold(atoms[at]?.text ?? ''));
  return Array.isArray(cue) && !cue.some((first) => isBefore(atoms, at, first)) ? undefined : cue;
}

function isBefore(atoms: Atom[], at: number, word: string): boolean {
  return atoms.slice(Math.max(0, at - 3), at).some(({ text }) => fold(text) === word);
}

/** Passwords after their cue in another language: "mon mot de passe est Soleil-88". */
export function foreignPasswordsIn({ text, atoms }: Reading): Secret[] {
  const found: Secret[] = [];
  for (let at = 0; at < atoms.length; at++) {
    const cue = cueOf(atoms, at);
    const value = cue === undefined ? null : valueAfter(text, atoms, at, cue);
    if (value !== null && value.begin >= (found.at(-1)?.end ?? 0)) {
      found.push(value);
    }
  }
  return found;
}

function valueAfter(text: string, atoms: Atom[], cue: number, kind: Cue): Secret | null {
  const borrowed = kind === 'borrowed';
  let linked = false;
  for (let at = cue + 1; at <= cue + MOST_BETWEEN; at++) {
    const atom = atoms[at];
    if (atom === undefined || atom.kind === 'closed') {
      return null;
    }
    const word = fold(atom.text);
    if (
      LINKS.has(word) &&
      !(borrowed && ENGLISH_LINKS.has(word)) &&
      !(linked && (atom.kind !== 'mark' || word === '='))
    ) {
      linked = true;
    } else if (linked && AFTER_LINK.has(atom.text)) {
      // Quotes, and what people say before they say it.
    } else if (linked || (!borrowed && at === cue + 1 && /\d/.test(rawValue(text, atom)))) {
      return valueAt(text, atom, kind === 'unsure');
    } else if (!BEFORE_LINK.has(word)) {
      return null;
    }
  }
  return null;
}

function valueAt(text: string, atom: Atom, unsure: boolean): Secret | null {
  const raw = rawValue(text, atom);
  const strange = NO_LETTER().test(raw);
  const plain = fold(raw.toLowerCase());
  return raw.length >= LEAST_VALUE &&
    (strange || !(unsure || NO_VALUE.has(plain) || (raw === raw.toLowerCase() && PARTICIPLE.test(plain))))
    ? { begin: atom.begin, end: atom.begin + raw.length, kind: 'SECRET' }
    : null;
}

/** The word at an atom up to white space, without what closes a sentence or a quote. */
function rawValue(text: string, atom: Atom): string {
  const rest = text.slice(atom.begin, atom.begin + MOST_VALUE);
  const quoted = QUOTES.has(text[atom.begin - 1] ?? '') ? rest.search(/["“”»]/) : -1;
  if (quoted > 0) {
    return rest.slice(0, quoted);
  }
  const word = /^\S+/u.exec(rest)?.[0] ?? '';
  return word.replace(/(?<![.,;:?)\]}"'’”»])[.,;:?)\]}"'’”»]{1,8}$/u, '');
}
