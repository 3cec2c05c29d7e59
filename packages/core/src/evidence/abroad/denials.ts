import { lazyPattern } from '../../shared/lazy-pattern.ts';

/** How a language denies, and asks whether what was said is agreed to. */
interface Denial {
  denies: () => RegExp;
  /** Phrases that hold such a word and deny nothing: "kein Problem". */
  harmless: () => RegExp;
  /** A question at the end of a statement that does not ask whether it holds: "…, ist das in Ordnung?" */
  tag: () => RegExp;
}

const word = (words: string) => lazyPattern(() => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'giu'));
const tagOf = (words: string) =>
  lazyPattern(() => new RegExp(`[,;:\\u2013-]\\s?¿?\\s?(?:${words})(?!\\p{L})[^?]{0,60}\\?["']?$`, 'iu'));

const DENIALS: Record<string, Denial> = {
  de: {
    denies: word(
      'nicht|nichts|kein(?:e[nmrs]?)?|nie|niemals|niemand(?:em|en)?|keinesfalls|keineswegs|weder|unmöglich|abgelehnt|verweigert|lehn(?:e|t|en|te|ten)|weiger(?:e|n|t|te|ten)|verzicht(?:e|et|en)|ausgeschlossen|entfällt|entfallen|entfiel|nimmer|nirgend(?:s|wo)|kaum|mitnichten|vergeblich|untersagt|verboten|verwehrt|versäumt|vergessen|gescheitert',
    ),
    harmless: word(
      'kein problem|keine? sorgen?|nicht wahr|nicht nur|keine ursache|nicht vergessen|nichts zu danken|kein thema|keine frage|nicht ausgeschlossen',
    ),
    tag: tagOf(
      'ja|ok|okay|oder|gut|richtig|nicht wahr|in ordnung|einverstanden|passt|ist das|wäre das|geht das|reicht das|passt das|können sie',
    ),
  },
  es: {
    denies: word(
      'no|nunca|jamás|tampoco|ningún|ningun[ao]|nadie|nada|ni|imposible|rechazad[ao]s?|denegad[ao]s?|descartad[ao]s?|nieg[ao]n?|negamos|rechaz(?:o|a|an|amos)|en absoluto|olvid(?:é|ó|amos|ado)|prohibid[ao]',
    ),
    harmless: word(
      'no se preocupe|no te preocupes|no hay (?:ningún )?problema|no hay de qué|de nada|no solo|no sólo|no dude|nada más',
    ),
    tag: tagOf(
      'no|sí|vale|ok|de acuerdo|está bien|bien|verdad|le parece|te parece|le viene bien|le va bien|es correcto|puede',
    ),
  },
  fr: {
    denies: word(
      "pas|jamais|aucun(?:e|ement)?|rien|personne|nul(?:le|lement)?|guère|impossible|exclue?s?|refus(?:e|es|ent|er|ons|ez|ée?s?)|rejetée?s?|interdite?s?|oubliée?s?|hors de question|n(?:e |['’])[\\p{L}'’ ]{1,30} plus|ne (?:saura\\p{L}+|peu[xt]|puis|pouvons)(?![\\p{L}'’ ]{1,40} qu(?:e |['’]))|ni",
    ),
    harmless: word(
      "(?:pas de|aucun|sans aucun) (?:problème|souci|quoi)|(?:un|le|ce|au|du|premier) pas|pas à pas|une (?:autre )?personne|(?:la|cette|chaque|par|en) personne|non seulement|(?:ne )?vous inquiétez pas|(?:ne )?t['’]inquiète pas|n['’]hésitez pas|pas seulement|de rien|n['’]est-ce pas|pourquoi pas",
    ),
    tag: tagOf(
      "d['’]accord|oui|ok|ça vous|cela vous|ça te|c['’]est (?:bon|bien|ça)|n['’]est-ce pas|est-ce que (?:ça|cela)|pouvez-vous",
    ),
  },
  it: {
    denies: word(
      'non|mai|nessun[oa]?|nessun|neanche|nemmeno|neppure|niente|nulla|né|impossibile|rifiut(?:at[oaie]|o|a|iamo|ano)|esclus[oaie]|vietat[oa]|fuori discussione|dimenticat[oa]',
    ),
    harmless: word(
      "non si preoccupi|non ti preoccupare|non c['’]è (?:nessun )?problema|nessun problema|di niente|non solo|non esiti",
    ),
    tag: tagOf("va bene|d['’]accord[oi]|ok|sì|no|giusto|le va|ti va|è corretto|può andare|può"),
  },
  pt: {
    denies: word(
      'não|nunca|jamais|nenhum(?:a)?|ninguém|nada|nem|tampouco|impossível|recusad[ao]s?|negad[ao]s?|recus(?:o|a|amos|am)|nego|negamos|fora de questão|excluíd[ao]|proibid[ao]|esqueci(?:do|da)?',
    ),
    harmless: word(
      'não se preocupe|não te preocupes|não (?:há|tem) (?:nenhum )?problema|sem problema|de nada|não só|não hesite|mais nada',
    ),
    tag: tagOf(
      'está bem|tudo bem|pode ser|certo|ok|tá|combinado|sim|não|né|não é|concorda|dá-lhe jeito|fica bem|pode',
    ),
  },
  nl: {
    denies: word(
      'niet|niets|geen|nooit|niemand|nergens|noch|onmogelijk|geweigerd|afgewezen|weiger(?:t|en)?|uitgesloten|nauwelijks|geenszins|vergeten|verboden',
    ),
    harmless: word('geen probleem|geen zorgen|niet waar|niet alleen|geen dank|niets te danken'),
    tag: tagOf('ja|goed|ok|oké|okee|toch|akkoord|is dat|schikt dat|komt dat|klopt dat|kunt u'),
  },
  // Words are not parted by spaces, and a denial is an ending.
  ja: {
    denies: lazyPattern(() => /ません|ない|なかった|かねます|お断り|不可|無理|拒否/gu),
    harmless: lazyPattern(
      () =>
        /(?:問題|差し支え|申し訳|とんでもあり|構い|すみ|かもしれ|なければなり|いけ|違い)(?:は|が|ござい|あり|も)*ません|かもしれない|間違いない|申し訳ない|少ない|(?:では|じゃ)ない(?:です)?か|ないように|ないうちに|なければならない/gu,
    ),
    tag: lazyPattern(() => /[、。,]\s?(?:よろしいでしょうか|いいですか|大丈夫ですか)[?？]?$/u),
  },
};

/** True if rules of this file know how the language denies; English has rules of its own. */
export function hasDenials(language: string | null): language is string {
  return language !== null && Object.hasOwn(DENIALS, language);
}

/**
 * True if a text denies something, in German, Spanish, French, Italian, Portuguese, Dutch or Japanese. Of other languages
 * nothing is known, and it is false.
 *
 * @example deniesIn('Das ist nicht angekommen.', 'de') // true
 */
export function deniesIn(text: string, language: string): boolean {
  const denial = DENIALS[language];
  if (denial === undefined) return false;
  return text.replace(denial.harmless(), ' ').replace(TAG_NO(), '').search(denial.denies()) !== -1;
}

/**
 * The rest of a clause: up to a comma, a word that turns to something else, or a new statement after an "and":
 * "y no tiene que hacer nada", but not "und die Zinsen nicht".
 */
export function restOfClause(rest: string): string {
  const end = rest.search(CLAUSE_END());
  return end === -1 ? rest : rest.slice(0, end);
}
const CLAUSE_END = lazyPattern(
  () =>
    /[,;:\u2013\u2014、。]|(?<!\p{L})(?:aber|sondern|pero|sino|mais|ma|mas|porém|maar)(?!\p{L})|(?<!\p{L})und (?:nicht|kein|(?:sie|wir|ich) \p{L}+en? )|(?<!\p{L})et (?:pas |(?:vous|nous|je|tu) (?:ne |n'))|(?<!\p{L})[ye] (?:no|non|não) |(?<!\p{L})en (?:niet|geen|(?:u|ik|wij|we|je) \p{L}+ )/iu,
);

// "Le llamo mañana, ¿no?"
const TAG_NO = lazyPattern(() => /,\s?¿?(?:no|não|toch niet|nicht)\?$/iu);

/** True if a sentence ends by asking whether its statement suits: the statement is meant. */
export function isTaggedIn(sentence: string, language: string): boolean {
  return DENIALS[language]?.tag().test(sentence) ?? false;
}
