import { lazyPattern, PLAIN_ASCII } from '../shared/lazy-pattern.ts';

/** Longest of what is made up, with several sentences of it in a row. */
const LONGEST = 160;

// Recognisers learned from films: on silence and music they write what stands at the end of one. Each pattern is a whole
// sentence without accents and marks, so that the same words with anything more ("for watching my parcel") are speech.
const THANKS = lazyPattern(
  () =>
    /^(?:(?:thank you|thanks)(?: (?:so|very) much)? (?:all )?for (?:watching|viewing)(?: (?:this|the|my|our) (?:video|channel))?(?: and (?:i ll )?see you (?:in the )?next (?:time|video))?|vielen dank furs? (?:das )?zuschauen|danke furs? (?:das )?zuschauen|merci d avoir (?:regarde|visionne)(?: (?:cette|la) video)?|gracias por ver(?: (?:el|este|mi) video)?|grazie per (?:aver guardato|la visione|aver visto)(?: (?:il|questo) video)?|obrigad[oa] por (?:assistir|ver|assistirem)(?: (?:o|ao|este) video)?(?: e ate (?:a proxima|o proximo video))?|bedankt voor het kijken|dank je(?: wel)? voor het kijken|(?:最後まで)?ご(?:視聴|覧)(?:いただ(?:き|いて))?(?:誠に)?ありがとうございま(?:した|す)|(?:感)?谢谢(?:大家)?(?:的)?(?:观看|收看)|謝謝(?:大家)?(?:的)?(?:觀看|收看)|спасибо за просмотр(?: видео)?|시청해 ?주셔서 감사합니다|dzieki za (?:obejrzenie|ogladanie)|izlediginiz icin tesekkur(?:ler| ederim| ederiz)|terima kasih (?:kerana|karena|telah|sudah) menonton|tack for att (?:ni|du) (?:har )?tittat|tak fordi (?:du|i) (?:sa|ser) med|takk for at du sa pa|شكرا(?: لكم)? على المشاهدة|cam on (?:cac ban )?đa (?:theo doi|xem))$/u,
);
const ASKS = lazyPattern(
  () =>
    /^(?:(?:and )?(?:please )?(?:don t forget to |remember to )?(?:like (?:this video )?(?:comment )?and )?subscribe(?: (?:to|for) (?:my|our|the|this|more) (?:you ?tube )?(?:channel|videos?))?|(?:please )?(?:like|comment) (?:share |comment )?and subscribe|i ll see you (?:in the |in my )?next video|see you (?:guys )?(?:in the |in my )?next video|abonnez vous(?: a (?:la|ma|notre) chaine)?(?: youtube)?|n oubliez pas de vous abonner|(?:no olvides )?suscri(?:bete|birte|banse)(?: (?:al|a mi|a este|a nuestro) canal)?|inscreva se (?:no|em nosso|no nosso|no meu) canal|iscrivetevi al(?: nostro| mio)? canale|abonniert (?:den|meinen|unseren) kanal|vergesst nicht zu abonnieren|(?:abonneer|vergeet niet te abonneren)(?: op (?:het|mijn|ons) kanaal)?|チャンネル登録(?:と高評価)?(?:を)?(?:よろしく)?(?:お願い(?:いた)?します|をお願いします)|次の動画でお会いしましょう|請不吝點讚.{0,40}|请不吝点赞.{0,40}|구독과? ?좋아요 ?(?:부탁드립니다|부탁드려요)?|подписывайтесь на (?:мой |наш )?канал|подписываитесь на (?:мои |наш )?канал|продолжение следует)$/u,
);
const CREDITS = lazyPattern(
  () =>
    /^(?:.{0,60}\bamara org\b.{0,30}|由 ?amara org ?社群提供的字幕|(?:subtitles?|subs|captions?|closed captions?|transcripts?|transcribed|transcription|captioned|translated|translation|subtitled|synced|corrected) (?:created |provided |made )?by (?!(?:default|your?|my|our|the|this|that|an?|it|him|her|them|us|me|mistake|accident|phone|email|whom?|what|which|when|mail|post|now|tomorrow|today)\b)\S{1,40}(?: \S{1,30}){0,3}|untertitelung|untertitel(?:ung)? (?:von \S{1,30} \S{1,30}|der amara.{0,30}|im auftrag (?:des|der|von) .{1,50}|(?:des )?(?:zdf|ard|br|ndr|wdr|mdr|swr|orf|srf)(?: \d{4}| fur funk \d{4})?|(?:bereitgestellt|erstellt) von .{1,40})|(?:(?:copyright|untertitelung) )?(?:wdr|swr|br|ndr|mdr|zdf|orf|srf) (?:19|20)\d\d|tv gelderland (?:19|20)\d\d|sous titrage (?:st \d{3}|societe radio canada|fr ?\d?|\S{1,20} studio)|sous titres (?:realises |crees |faits )?(?:par|pour) (?:la communaute|sous titres|l association|\S{1,20} (?:com|org|fr|net)).{0,60}|subtitulos (?:realizados |creados |hechos )?por (?:la comunidad|\S{1,20} (?:com|org|net)).{0,40}|subtitulado por (?:la comunidad.{0,30}|\S{1,20})|sottotitoli (?:creati (?:dalla|da)|e revisione a cura di|a cura di) .{1,50}|legendas? (?:pela|por|da|feita por) (?:comunidade.{0,40}|\S{1,20} (?:com|org|net))|ondertitel(?:d|ing|s)(?: ingediend)? (?:door|van) (?:de gemeenschap|de amara|bto|tv).{0,40}|字幕(?:by|制作|製作|志[愿願]者|組|翻譯|翻译).{1,20}|субтитры (?:сделал|создавал|делал|подогнал)а? .{1,30}|редактор субтитров .{1,60}|napisy (?:stworzone|wykonane) przez .{1,40}|altyazi m k|ترجمة نانسي قنقر|(?:mbc|kbs|sbs|ytn) 뉴스 .{1,12}입니다|(?:teksting av|tekstet af|undertexter (?:av|fran)|svensktextning) .{1,40}|titulky vytvoril .{1,20}|feliratok .{1,20}|phu đe đuoc thuc hien boi .{1,40}|(?:subtitles|subs) \S{1,20} (?:com|org))$/u,
);

/**
 * Is this what a recogniser makes up on silence or music, and nothing else? Several sentences of it in a row are, too.
 *
 * @example isMadeUp('Untertitel der Amara.org-Community') // true
 * @example isMadeUp('Thank you for watching over my account.') // false
 */
export function isMadeUp(text: string): boolean {
  // A question is a person's.
  if (text.length > LONGEST || /[?？]/.test(text)) return false;
  const sentences = partsOf(text, /[.!。！]\s+|[。！\n]/);
  return (
    sentences.length > 0 &&
    sentences.every(
      (sentence) => isSentenceMadeUp(sentence) || partsOf(sentence, /,\s/).every(isSentenceMadeUp),
    )
  );
}

function partsOf(text: string, border: RegExp): string[] {
  return text.split(border).filter((part) => part.trim() !== '');
}

function isSentenceMadeUp(sentence: string): boolean {
  const plain = unaccented(sentence).replace(MARKS(), ' ').trim();
  return plain !== '' && (THANKS().test(plain) || ASKS().test(plain) || CREDITS().test(plain));
}

const MARKS = lazyPattern(() => /[^\p{L}\p{N}]+/gu);

/** In lower case and without accents. */
export function unaccented(text: string): string {
  const lower = text.toLowerCase();
  return PLAIN_ASCII.test(lower)
    ? lower
    : lower
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]/g, '')
        .replaceAll('ı', 'i')
        .normalize('NFC');
}
