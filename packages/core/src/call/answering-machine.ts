import { lazyPattern } from '../shared/lazy-pattern.ts';
import type { Speaker, Turn } from './call.ts';

/** How many turns of the customer may be a greeting, at the beginning. */
const GREETING_TURNS = 4;
const LONGEST_GREETING = 1_500;

// Each is one thing that a greeting says; a person who talks about a greeting says one, or reports it.
const SAYS = [
  lazyPattern(
    () =>
      /\b(?:you(?:'ve| have)? reached|this is the (?:voice ?mail|mail ?box|answering)|you have reached the)\b|\bsie (?:sind verbunden mit|haben den anschluss|erreichen)\b|\bhier ist (?:der anschluss|die mailbox|der anrufbeantworter)\b|\bvous etes bien (?:sur|chez|au)\b|\bha (?:llamado|contactado) (?:a|al|con)\b|\bse ha comunicado con\b|\bavete chiamato\b|\bvoce ligou para\b|\bu bent verbonden met\b|\bdit is de voicemail\b/,
  ),
  lazyPattern(
    () =>
      /\b(?:can(?:'t|not)|unable to|not able to|am not available|is not available|isn't available|are not available|not available)\b.{0,40}\b(?:phone|call|right now|at the moment|come|answer)\b|\b(?:momentan|zurzeit|derzeit|gerade|leider)\b.{0,30}\bnicht (?:erreichbar|da|ans telefon|entgegen)\b|\b(?:ne (?:suis|sommes) pas|indisponible|absent)\b|\b(?:no puedo|no podemos|no estoy|no estamos)\b.{0,30}\b(?:atender|disponible|contestar|llamada)\b|\b(?:non posso|non possiamo|non sono)\b.{0,30}\b(?:rispondere|raggiungibile|disponibile)\b|\bnao posso\b.{0,30}\batender\b|\bniet (?:bereikbaar|aanwezig|beschikbaar|opnemen)\b/,
  ),
  lazyPattern(
    () =>
      /\b(?:please )?leave (?:me |us |a |your |the )+(?:\w+ ){0,2}(?:message|name|number|details)\b|\brecord your message\b|\b(?:hinterlassen|sprechen) sie\b|\bhinterlass(?:t|e|en)?\b.{0,30}\bnachricht\b|\blaiss(?:ez|er|e|es)(?:[- ]moi|[- ]nous)?\b.{0,20}\bmessages?\b|\b(?:deje|dejen|deja|dejar)\b.{0,30}\bmensaje\b|\blasci(?:ate|are|a)?\b.{0,20}\bmessaggio\b|\bdeix[ea]r?\b.{0,30}\b(?:mensagem|recado)\b|\b(?:spreek|laat)\b.{0,30}\b(?:bericht|boodschap)\b|メッセージを(?:お残し|残し|どうぞ|お話し)/,
  ),
  lazyPattern(
    () =>
      /\b(?:after|at|following) the (?:tone|beep|signal)\b|\bnach dem (?:signal|piep|ton|signalton|piepton)\b|\bapres le (?:bip|signal|son)\b|\bdespues (?:de la senal|del tono|del bip|de oir)\b|\bdopo il (?:segnale|bip|tono)\b|\bapos o (?:sinal|bip|tom)\b|\bna de (?:piep|toon|pieptoon)\b|発信音の(?:後|あと)|ピーという/,
  ),
  lazyPattern(
    () =>
      /\b(?:call|get back to|ring|return your call to) (?:you|your call)(?: back)?\b|\breturn your call\b|\bget back to you\b|\brufe? (?:sie |dich |euch )?(?:\w+ ){0,4}zuruck\b|\bvous rappel\w+\b|\b(?:le|te) (?:llamar|devolver)\w+\b|\bsarete richiamat|\bvi richiam|\bretorn\w+\b|\bbel(?:len)? (?:u|je) (?:\w+ )?terug\b/,
  ),
  lazyPattern(
    () =>
      /\b(?:voice ?mail|mail ?box|answering machine|answering service)\b|\b(?:mailbox|anrufbeantworter)\b|\b(?:boite vocale|messagerie|repondeur)\b|\b(?:buzon(?: de voz)?|contestador)\b|\bsegreteria\b|\b(?:caixa postal|correio de voz)\b|\bantwoordapparaat\b|留守番電話/,
  ),
  lazyPattern(
    () =>
      /\bpress (?:the )?(?:\w+ )?(?:key|\d|one|two|three|four|five|six|seven|eight|nine|zero|star|pound|hash)\b|\bdrucken sie\b|\bappuyez sur\b|\b(?:pulse|marque|presione|oprima)\b|\bprem(?:ere|ete)\b|\bdigite\b|\btoets\b/,
  ),
];
/** Signs that a person reports what a machine said. */
const REPORTED =
  /\b(?:said|says|told|kept|keeps|heard|i left|i got|i get|i called|i rang|was told|hieß es|hat gesagt|habe ich|a dit|dijo|ha detto|disse|zei)\b/;
/** A machine goes on with keys and tones after its greeting. */
const TONE_AND_KEYS = [3, 6];

/**
 * Finds the turns of an answering machine: on the line of the customer, or of a voice that is neither side where the
 * customer says nothing.
 *
 * @returns the turns, with those of the machine spoken by neither side, and whether there are any.
 */
export function withoutMachine(turns: readonly Turn[]): { turns: Turn[]; answeringMachine: boolean } {
  const machine = new Set<Turn>();
  const line: Speaker = turns.some(({ speaker }) => speaker === 'customer') ? 'customer' : 'other';
  let looked = 0;
  for (const turn of turns) {
    if (turn.speaker !== line) continue;
    if (!isGreeting(turn.text, machine.size > 0)) {
      looked += 1;
      // A person who answers ends the greeting.
      if (machine.size > 0 || looked > 1) break;
      continue;
    }
    machine.add(turn);
    if (machine.size + looked >= GREETING_TURNS) break;
  }
  if (machine.size === 0) return { turns: [...turns], answeringMachine: false };
  return {
    turns: turns.map((turn) => (machine.has(turn) ? { ...turn, speaker: 'other' } : turn)),
    answeringMachine: true,
  };
}

function isGreeting(text: string, hasBegun: boolean): boolean {
  if (text.length > LONGEST_GREETING) return false;
  const plain = text
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'")
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC');
  if (REPORTED.test(plain)) return false;
  const found = SAYS.flatMap((says, i) => (says().test(plain) ? [i] : []));
  return found.length >= 2 || (hasBegun && found.some((i) => TONE_AND_KEYS.includes(i) || i === 2));
}
