import { lazyPattern } from '../../shared/lazy-pattern.ts';

/**
 * Orders in other languages. Every match of a pattern contains one of its `heads`, so most texts are tested only once,
 * against all heads.
 */
const ABROAD: readonly { heads: string; form: () => RegExp }[] = [
  {
    heads: 'ignorier|missacht|vergiss|vergessen|befolg|anweisung|vorgabe',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:ignorier\p{L}*|missacht\p{L}*|vergiss|vergessen sie|befolg\p{L}* nicht)\s(?:\p{L}+\s){0,5}(?:anweisung|vorgabe|regel|instruktion|richtlinie)\p{L}*|(?<!\p{L})(?:deine|ihre|alle|bisherigen?|vorherigen?)\s(?:\p{L}+\s){0,2}(?:anweisung|vorgabe|instruktion)\p{L}*\s(?:\p{L}+\s){0,2}(?:nicht mehr|aufgehoben|ungültig)/iu,
    ),
  },
  {
    heads: 'ignore|oubli|ne tenez|ne tiens|ne sui',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:ignore[rz]?|oublie[rsz]?|ne (?:tenez|tiens) pas compte|ne sui(?:s|vez) (?:plus|pas))\s(?:\p{L}+\s){0,5}(?:instruction|consigne|directive|règle)s?/iu,
    ),
  },
  {
    heads: 'ignor[ae]|olvid[ae]|esquec?[ae]|dimentic|desconsider|negeer|vergeet|caso de|segui|volg',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:ignor[ae]\p{L}*|olvid[ae]\p{L}*|esquec?[ae]\p{L}*|dimentic[ao]\p{L}*|desconsider[ea]\p{L}*|negeer|vergeet|no (?:hagas?|haga) caso de|no sigas?|non (?:seguire|segua)|não sig[ao]|volg)\s(?:\p{L}+\s){0,5}(?:instruc|instru[cçz]|istruzion|instructie|aanwijzing|ordini|órdenes|ordens|reglas|regole|regras|regels)\p{L}*/iu,
    ),
  },
  {
    heads: 'игнориру|забуд|не следуй|忽略|无视|無視|忘记|不要遵',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:игнориру|забуд|не следуй)\p{L}*\s(?:\p{L}+\s){0,5}(?:инструкци|указани|правил)\p{L}*|(?:忽略|无视|無視|忘记|不要遵).{0,12}(?:指令|指示|提示|规则|規則)/iu,
    ),
  },
  {
    heads: 'merke? (?:dir|für)|notiz|note pour|nota per|nota para|notitie|заметк|备注',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:merke? (?:dir|für)|notiz für|note pour|nota para|nota per|notitie voor|заметка для)\s(?:\p{L}+\s){0,4}(?:n[äa]chst|prochain|pr[óo]xim|prossim|volgende|следующ)\p{L}*|(?:备注|记住).{0,8}(?:下次|以后)/iu,
    ),
  },
  {
    heads: 'genehmig|immer|approuve|toujours|aprueb|siempre|approva|sempre|altijd|всегда|永远|总是',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:genehmig\p{L}* immer|immer genehmig\p{L}*|approuve[zr]? toujours|toujours approuver|aprueb\p{L}* siempre|siempre (?:aprobar|apruebe)\p{L}*|approva sempre|sempre aprov\p{L}*|(?:keur altijd|altijd goedkeuren)|всегда одобря\p{L}*)|(?:永远|总是)(?:批准|同意)/iu,
    ),
  },
  // Writing into the stored memory.
  {
    heads:
      'zusammenfassung|résumé|resumen|riassunto|riepilogo|resumo|samenvatting|отч[её]т|сводк|резюме|总结|摘要|總結',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:schreib|notier|vermerk|écri[st]|ajoute|mets|mettez|not[ea]|escrib|pon|añad|agreg|scriv|aggiung|inseri|escrev|coloqu|adicion|schrijf|zet|vermeld|напиши|запиши|добавь|укажи)\p{L}*\s(?:\p{L}+\s){0,6}(?:zusammenfassung|résumé|resumen|riassunto|riepilogo|resumo|samenvatting|отч[её]т|сводк|резюме)\p{L}*|(?:总结|摘要|總結).{0,6}(?:写|加|注明|寫)|(?:写|加|寫).{0,8}(?:总结|摘要|總結)/iu,
    ),
  },
  // Scores.
  {
    heads: 'bewert|volle punkt|note maximale|puntuaci|punteggio|pontua|beoordeel|балл|满分|滿分',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:bewerte[nt]?\s(?:\p{L}+\s){0,5}(?:\d{1,3}|hundert|null|voller?)|volle punktzahl|not(?:e|ez)\s(?:\p{L}+\s){0,4}(?:cent|100|zéro)|note maximale|(?:puntuación|punteggio|pontuação) (?:máxima|massimo|de cien|di cento|de cem)|beoordeel\s(?:\p{L}+\s){0,5}(?:\d{1,3}|honderd|nul)|(?:поставь|оцени)\p{L}*\s(?:\p{L}+\s){0,4}(?:\d{1,3}|сто|ноль|максимальн\p{L}*)(?:\sбалл\p{L}*)?)|(?:打|给|評).{0,6}(?:满分|滿分|100分|一百分)/iu,
    ),
  },
  // Closing promises of other calls. Honest callers do say that a promise was not kept.
  {
    heads: 'versprech|zusage|promesse|promesa|promess|belofte|обещани|承诺|承諾',
    form: lazyPattern(
      () =>
        /(?<!\p{L})(?:markier|behandl|betracht|marqu|considèr|considér|considera|marca|segna|contrassegn|markeer|beschouw|отмет|считай|закр)\p{L}*\s(?:\p{L}+\s){0,4}(?:versprech|zusage|promesse|promesa|promess|belofte|обещани)\p{L}*\s(?:\p{L}+\s){0,5}(?:erfüllt|erledigt|eingehalten|tenues?|remplies?|cumplid[ao]s?|mantenut[ei]|cumprid[ao]s?|nagekomen|выполнен)|(?:标记|标注|视为|当作|算作).{0,8}(?:承诺|承諾)|(?:承诺|承諾).{0,8}(?:标记|标注|视为|当作|算作)/iu,
    ),
  },
];
const HEADS = new RegExp(ABROAD.map(({ heads }) => heads).join('|'), 'iu');

/**
 * True if the text gives an order to an analyst in German, French, Spanish, Italian, Portuguese, Dutch, Russian or
 * Chinese.
 */
export function isOrderAbroad(text: string): boolean {
  return HEADS.test(text) && ABROAD.some(({ form }) => form().test(text));
}
