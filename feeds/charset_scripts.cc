#include "feeds/charset_scripts.h"

#include <iterator>

namespace feeds {
namespace {

using Kind = Script::Kind;

// Characters that make up about half of running text, and words of trade news.
constexpr std::u16string_view kSimplified =
    u"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    u"子说产种面而方后多"
    u"定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去"
    u"把性好应开它合"
    u"还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又利比或但质气第"
    u"向道命此变条只"
    u"没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特"
    u"件长求老头基资边"
    u"流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处世口商"
    u"务闻网报元吨亿万"
    u"美市场价格增讯记者稀土贸易公司今天北京消息首页更新标题测试文章快报银行技术游戏电影音乐博客";
constexpr std::u16string_view kTraditional =
    u"的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過"
    u"子說產種面而方後多"
    u"定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去"
    u"把性好應開它合"
    u"還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又利比或但質氣第"
    u"向道命此變條只"
    u"沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特"
    u"件長求老頭基資邊"
    u"流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處世口商"
    u"務聞網報元噸億萬"
    u"美市場價格增訊記者稀土貿易公司今天台灣灣香港北消息首頁更新標題測試文章快報銀行技術遊戲電影音"
    u"樂";
constexpr std::u16string_view kKanji =
    u"日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午"
    u"百書先名川千水半男"
    u"西電校語土木聞食車何南万毎白天母火右読友左休父雨会同事自社発者地業方新場員立開手力問代明動京"
    u"目通言理体田主題"
    u"意不作用度強公持野以思家世多正安院心界教文元重近考画海売知道集別物使品計死特私始朝運終台広住"
    u"無真有口少町料工"
    u"建空急止送切転研足究楽起着店病質待試族銀早映親験英医仕去味写字答夜音注帰古歌買悪図週室歩風紙"
    u"黒花春赤青館屋"
    u"色走秋夏習駅洋旅服夕借曜飲肉貸堂鳥飯勉冬昼茶弟牛魚兄犬妹姉漢政府経済産希輸量価格報情議連米部"
    u"全対市内";
constexpr std::u16string_view kHangul =
    u"이다는의에가을를은하고한도로지기사나대자리인시어그아서부해정수일들과전제보있것라주장상만여게"
    u"안으스동구조성원유"
    u"마면국공선비우까거된중세내경적미연화당신었했오무관계산문업소요모물니진방영입년재차습음개러간"
    u"생없았발려치분회학와"
    u"실통용위및등출희토류합월말며외합니까제목글새소식뉴스늘날씨열올값큰됐받밀반점금투증감최표호환"
    u"행향현형확활후많때못번별"
    u"본북불살색설속술쓰악않액양억언역온완왔움육율응작잘저적절접죄준즉직참책처천철체총추출취컴크터"
    u"토트특파판편평포폭품피하한할함항해험혁협번";

constexpr Script kScripts[] = {
    // French, German, Spanish, Portuguese, Italian, Nordic
    {"windows-1252", Kind::kLatin, u"éèàçêîôûùïëâüœæÿ", u""},
    {"windows-1252", Kind::kLatin, u"äöüßéàáèç", u""},
    {"windows-1252", Kind::kLatin, u"áéíóúñü¿¡ªºç", u""},
    {"windows-1252", Kind::kLatin, u"ãçáâàéêíóôõúüºª", u""},
    {"windows-1252", Kind::kLatin, u"àèéìòù", u""},
    {"windows-1252", Kind::kLatin, u"åäöæøéüíóúá", u"ðþý"},
    {"GB18030", Kind::kHan, kSimplified, u""},
    {"Big5", Kind::kHan, kTraditional, u""},
    {"Shift_JIS", Kind::kJapanese, kKanji, u""},
    {"EUC-JP", Kind::kJapanese, kKanji, u""},
    {"EUC-KR", Kind::kKorean, kHangul, u""},
    {"windows-1251", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъёіїєґ№"},
    {"KOI8-R", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъё"},
    {"KOI8-U", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъёіїєґ"},
    {"ISO-8859-5", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъёіїє№"},
    {"IBM866", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъё"},
    {"x-mac-cyrillic", Kind::kLetters, u"оеаинтсрвлкмдпу", u"яыьгзбчйхжшюцщэфъё"},
    // Polish, Czech, Slovak, Hungarian, Romanian, Croatian and Slovene
    {"windows-1250", Kind::kLatin, u"ąćęłńóśźż", u""},
    {"windows-1250", Kind::kLatin, u"áčďéěíňóřšťúůýž", u""},
    {"windows-1250", Kind::kLatin, u"áäčďéíĺľňóôŕšťúýž", u""},
    {"windows-1250", Kind::kLatin, u"áéíóöőúüű", u""},
    {"windows-1250", Kind::kLatin, u"ăâîşţ", u""},
    {"windows-1250", Kind::kLatin, u"čćđšž", u""},
    {"ISO-8859-2", Kind::kLatin, u"ąćęłńóśźż", u""},
    {"ISO-8859-2", Kind::kLatin, u"áčďéěíňóřšťúůýž", u""},
    {"ISO-8859-2", Kind::kLatin, u"áäčďéíĺľňóôŕšťúýž", u""},
    {"ISO-8859-2", Kind::kLatin, u"áéíóöőúüű", u""},
    {"ISO-8859-2", Kind::kLatin, u"ăâîşţ", u""},
    {"ISO-8859-2", Kind::kLatin, u"čćđšž", u""},
    {"windows-1254", Kind::kLatin, u"çğıöşüâîİ", u""},
    // Lithuanian, Latvian
    {"windows-1257", Kind::kLatin, u"ąčęėįšųūž", u""},
    {"windows-1257", Kind::kLatin, u"āčēģīķļņšūž", u""},
    {"windows-1253", Kind::kLetters, u"αοιετνηυρπκμλίόςσά", u"έύήώθγδβωχφξζψϊϋΐ"},
    {"ISO-8859-7", Kind::kLetters, u"αοιετνηυρπκμλίόςσά", u"έύήώθγδβωχφξζψϊϋΐ"},
    {"windows-1255", Kind::kLetters, u"יוהלאתרבמשנ", u"םדקעחפכגטצזסןךףץ"},
    {"windows-1256", Kind::kLetters, u"اليمنوترةبدعسفه", u"كقحجشىصخطءضغذظثئأإآؤ،؟"},
    {"ISO-8859-6", Kind::kLetters, u"اليمنوترةبدعسفه", u"كقحجشىصخطءضغذظثئأإآؤ،؟"},
    {"windows-874", Kind::kLetters, u"านรอกเงมยลวดท่ส้ะปห", u"ับตีิแใค์จพชขไโำผ็ถึศธณซษญฉภฐฟฝๆ"},
};

}  // namespace

Scripts KnownScripts() {
  return {std::begin(kScripts), std::end(kScripts)};
}

}  // namespace feeds
