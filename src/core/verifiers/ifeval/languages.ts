/** The languages that IFEval asks for, by their ISO 639-1 codes. */
export type Language = (typeof LANGUAGE_CODES)[number];
// prettier-ignore
export const LANGUAGE_CODES = [
  'en', 'es', 'pt', 'fr', 'de', 'it', 'pl', 'fi', 'vi', 'sw', 'ru', 'uk', 'bg', 'ar', 'fa', 'ur', 'hi', 'mr', 'ne',
  'ja', 'ko', 'th', 'he', 'bn', 'ta', 'te', 'kn', 'ml', 'gu', 'pa',
] as const;

/** What gives a language away. */
export interface LanguageTraits {
  code: Language;
  /** A letter of its script. */
  script: RegExp;
  /** Frequent words of grammar, lower-cased. */
  words: ReadonlySet<string>;
  /** Letters that few of the other languages of its script have. */
  letters: RegExp;
}

const LATIN = /\p{Script=Latin}/gu;
const CYRILLIC = /\p{Script=Cyrillic}/gu;
const ARABIC = /\p{Script=Arabic}/gu;
const DEVANAGARI = /\p{Script=Devanagari}/gu;
const NO_LETTER = /(?!)/g;

export const LANGUAGES: readonly LanguageTraits[] = [
  language(
    'en',
    LATIN,
    'the a an of to and in is that for with on what how why are you your it this from or by be as can do not was at have has but they we my their there will i me',
    NO_LETTER,
  ),
  language(
    'es',
    LATIN,
    'el los las una es por para con como del y que de en un se no su lo más pero sus este está muy también',
    /[ñ¿¡áíóú]/giu,
  ),
  language(
    'pt',
    LATIN,
    'o os as um uma é do da dos das em no na não que e para com por se mais mas seu sua você também são está',
    /[ãõçâê]/giu,
  ),
  language(
    'fr',
    LATIN,
    'le les des une un est et pour dans que qui pas avec sur du vous au ce cette il elle nous je ne se plus sont',
    /[çèêàùœôî]/giu,
  ),
  language(
    'de',
    LATIN,
    'der und das ist nicht ein eine mit für auf wie sie ich zu den dem die von im des es auch sich bei wir aus werden',
    /[äöüß]/giu,
  ),
  language(
    'it',
    LATIN,
    'il gli che di per sono della un una non è con del si le lo più come anche nel sul alla dei questo ha',
    /[èìòù]/giu,
  ),
  language('pl', LATIN, 'i w na z nie się to że jest do jak po od przez dla są ale oraz które może', /[łąęśćńźż]/giu),
  language(
    'fi',
    LATIN,
    'ja on ei että se hän ovat kuin mutta tai myös joka minä olen oli niin kun tämä sekä',
    /[äö]/giu,
  ),
  language(
    'vi',
    LATIN,
    'và của là có không một cho được trong với các này người những khi để đã',
    /[ăđơưâêôàèìòùã\u1ea0-\u1ef9]/giu,
  ),
  language(
    'sw',
    LATIN,
    'na ya wa ni kwa katika za cha kama lakini sana yako yangu wewe hii hiyo au kuwa pia si',
    NO_LETTER,
  ),
  language('ru', CYRILLIC, 'и в не на что это как с по из для но он она они вы мы я к у так же', /[ыэё]/giu),
  language('uk', CYRILLIC, 'і в не на що це як з по для але він вона вони ви ми я до та є', /[іїєґ]/giu),
  language('bg', CYRILLIC, 'и в не на че това как с по от за но той тя те вие ние аз да се са е към ще', /ъ/giu),
  language('ar', ARABIC, 'في من على إلى أن هذا هذه التي الذي ما لا مع عن هو هي كان و كل بعد قد', /[ةىأإؤئ]/gu),
  language('fa', ARABIC, 'در از به که این را با است برای آن یک می ها تا بر هم خود شود کرد ما', /[پچژگیک]/gu),
  language('ur', ARABIC, 'میں ہے کے کی کا سے کو اور یہ پر نے ہیں ایک بھی نہیں جو تو آپ تھا ہم', /[ٹڈڑںےہھ]/gu),
  language('hi', DEVANAGARI, 'है में के का की को से और हैं नहीं यह पर एक भी कि तो जो हम आप था लिए', NO_LETTER),
  language('mr', DEVANAGARI, 'आहे आणि आहेत नाही हे हा ही ते मध्ये एक या त्या साठी आपण तर होते असे वर मी', /ळ/gu),
  language('ne', DEVANAGARI, 'छ छन् र मा को हुन्छ पनि यो गर्न लागि हो गर्नुहोस् भएको छैन तपाईं म लाई', NO_LETTER),
  language('ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu),
  language('ko', /\p{Script=Hangul}/gu),
  language('th', /\p{Script=Thai}/gu),
  language('he', /\p{Script=Hebrew}/gu),
  language('bn', /\p{Script=Bengali}/gu),
  language('ta', /\p{Script=Tamil}/gu),
  language('te', /\p{Script=Telugu}/gu),
  language('kn', /\p{Script=Kannada}/gu),
  language('ml', /\p{Script=Malayalam}/gu),
  language('gu', /\p{Script=Gujarati}/gu),
  language('pa', /\p{Script=Gurmukhi}/gu),
];

function language(code: Language, script: RegExp, words = '', letters = NO_LETTER): LanguageTraits {
  return { code, script, words: new Set(words.split(' ')), letters };
}
