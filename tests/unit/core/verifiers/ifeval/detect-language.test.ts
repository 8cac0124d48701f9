import { detectLanguage } from '../../../../../src/core/verifiers/ifeval/detect-language';
import { LANGUAGE_CODES, type Language } from '../../../../../src/core/verifiers/ifeval/languages';

const SENTENCES: [Language, string[]][] = [
  [
    'en',
    [
      'The weather is fine today and we go out.',
      'PIXEL PRODIGY, CODE CONSTRUCT',
      "Tell me something I don't know",
      'singing birds',
    ],
  ],
  ['es', ['Hoy hace buen tiempo y vamos a la playa con los niños.', 'El perro duerme en la casa.']],
  ['pt', ['Hoje o tempo está bom e vamos à praia com as crianças.', 'A reunião não foi marcada para amanhã.']],
  ['fr', ['Il fait beau aujourd’hui et nous allons à la plage.', 'Le chat dort dans la maison avec les enfants.']],
  ['de', ['Heute ist das Wetter schön und wir gehen an den Strand.', 'BITTE NICHT AUF DEN RASEN TRETEN']],
  [
    'it',
    ['Oggi il tempo è bello e andiamo al mare con i bambini.', 'Nave bianca danza sul mare in una notte stellata'],
  ],
  ['pl', ['Dzisiaj jest ładna pogoda i idziemy na plażę.', 'To nie jest moje, ale jest dla ciebie.']],
  ['fi', ['Tänään on kaunis ilma ja menemme rannalle.', 'Kissa ei ole talossa, mutta koira on.']],
  ['vi', ['Hôm nay trời đẹp và chúng tôi đi ra bãi biển.', 'Cà phê của tôi rất ngon.']],
  ['sw', ['Leo hali ya hewa ni nzuri na tunakwenda ufukweni.', 'Habari yako, mimi ni mwalimu kwa watoto wa shule.']],
  ['ru', ['Сегодня хорошая погода, и мы идём на пляж.', 'Это очень важный вопрос.']],
  ['uk', ['Сьогодні гарна погода, і ми йдемо на пляж.', 'Це дуже важливе питання для нас.']],
  ['bg', ['Днес времето е хубаво и ние отиваме на плажа.', 'Това е много важен въпрос за нас.']],
  ['ar', ['الطقس جميل اليوم ونحن ذاهبون إلى الشاطئ.']],
  ['fa', ['امروز هوا خوب است و ما به ساحل می‌رویم.', 'این کتاب برای شما است.']],
  ['ur', ['آج موسم اچھا ہے اور ہم ساحل پر جا رہے ہیں۔']],
  ['hi', ['आज मौसम अच्छा है और हम समुद्र तट पर जा रहे हैं।']],
  ['mr', ['आज हवामान चांगले आहे आणि आम्ही समुद्रकिनारी जात आहोत.']],
  ['ne', ['आज मौसम राम्रो छ र हामी समुद्र किनारमा जाँदैछौं। यो पनि राम्रो हो।']],
  ['ja', ['今日は天気がいいので、海へ行きます。']],
  ['ko', ['오늘은 날씨가 좋아서 바다에 갑니다.']],
  ['th', ['วันนี้อากาศดี เราจะไปทะเลกัน']],
  ['he', ['היום מזג האוויר נאה ואנחנו הולכים לים.']],
  ['bn', ['আজ আবহাওয়া ভালো এবং আমরা সমুদ্র সৈকতে যাচ্ছি।']],
  ['ta', ['இன்று வானிலை நன்றாக உள்ளது.']],
  ['te', ['ఈరోజు వాతావరణం బాగుంది.']],
  ['kn', ['ಇಂದು ಹವಾಮಾನ ಚೆನ್ನಾಗಿದೆ.']],
  ['ml', ['ഇന്ന് കാലാവസ്ഥ നല്ലതാണ്.']],
  ['gu', ['આજે હવામાન સારું છે.']],
  ['pa', ['ਅੱਜ ਮੌਸਮ ਚੰਗਾ ਹੈ।']],
];

describe('detectLanguage', () => {
  it('has a sentence of every language that IFEval asks for', () => {
    expect(SENTENCES.map(([code]) => code).toSorted()).toEqual([...LANGUAGE_CODES].toSorted());
  });

  it.each(SENTENCES)('%s', (code, sentences) => {
    expect(sentences.map(detectLanguage)).toEqual(sentences.map(() => code));
  });

  it('goes by most letters: a name in another script changes nothing', () => {
    expect(detectLanguage('The word Москва is the name of a city.')).toBe('en');
    expect(detectLanguage('"SQL" कीवर्ड में यह है और')).toBe('hi');
  });

  it('knows nothing of a single word that is no sign, or of no letters', () => {
    expect(['YES', 'etchings', '42', ''].map(detectLanguage)).toEqual([null, null, null, null]);
  });
});
