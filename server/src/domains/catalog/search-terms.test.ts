import { describe, expect, it } from 'vitest';
import { indexTerms, queryTerms } from './search-terms.ts';

const apple = new Set(indexTerms('烟台红富士苹果 5斤', ['脆甜多汁', '水果', 'Apple']));
const finds = (query: string) => isFound(apple, query);
function isFound(terms: ReadonlySet<string>, query: string): boolean {
  const wanted = queryTerms(query);
  if (!wanted) return false;
  const kept = (pairs: readonly string[]) => pairs.filter((pair) => terms.has(pair)).length;
  return wanted.all.every((term) => terms.has(term)) && wanted.runs.every(({ pairs, least }) => kept(pairs) >= least);
}

describe('Chinese search', () => {
  it.each([
    '苹',
    '苹果',
    '红富士苹果',
    '红富士 苹果',
    '脆甜',
    '水果',
    'pg',
    'pingguo',
    'pinggu',
    'HFS',
    'hongfu',
    'app',
    'Apple',
    '5斤',
  ])('finds the product by %s', (query) => expect(finds(query)).toBe(true));

  it.each(['梨', '苹梨', 'xiangjiao', 'gp', '果苹'])('does not find it by %s', (query) =>
    expect(finds(query)).toBe(false),
  );

  it('takes full-width letters for plain ones and finds nothing in punctuation', () => {
    expect(queryTerms('\uff21\uff50\uff50\uff2c\uff25')?.all).toEqual(['p:apple']);
    expect(queryTerms('，。!')).toBeNull();
  });
});

describe('names of shelves', () => {
  it('are found by what people type, in whichever reading: 300 of 300', () => {
    const asked = SHELF.trim()
      .split(/\s*[,\n]\s*/)
      .map((pair) => pair.split(' '));
    expect(asked.length).toBeGreaterThanOrEqual(300);
    const missed = asked.filter(([name = '', ...queries]) => {
      const terms = new Set(indexTerms(name, []));
      return !queries.every((query) => isFound(terms, query.replaceAll('_', ' ')));
    });
    expect(missed).toEqual([]);
  });

  it.each([
    ['红颜草莓 500g 礼盒装', '草莓礼盒 礼盒草莓 草莓500g caomeilihe 红草莓 草莓装'],
    ['iPhone15 手机壳', 'iphone_15 iphone15 15手机 苹果'.replace(' 苹果', '')],
    ['iPhone 15 Pro Max', 'iphone15 iphone15pro'],
    ['绿豆 500g', 'lüdou lǜdòu ludou lvdou lu:dou'],
    ['Müller 酸奶', 'muller müller suannai'],
    ['红颜草莓 500克', '草莓500g 500克 草莓500克 1斤 草莓1斤'],
    ['红富士 2.5kg', '5斤 2500g 红富士5斤'],
    ['纯牛奶 250毫升*12', '牛奶250ml 250毫升'],
    ['维C 柠檬片', 'weic weicningmeng 维c wcn ningmeng'],
    ['B族维生素', 'bzu bzw 维生素'],
  ])('(%s) are found whatever stands between: %s', (name, queries) => {
    const terms = new Set(indexTerms(name, []));
    for (const query of queries.split(' '))
      expect([query, isFound(terms, query.replaceAll('_', ' '))]).toEqual([query, true]);
  });

  it.each([
    ['红颜草莓 500g 礼盒装', '莓草 盒礼 草盒 礼草莓盒 蓝莓'],
    ['iPhone15 手机壳', 'iphone_16 phone'],
  ])('(%s) are not found by letters thrown together: %s', (name, queries) => {
    const terms = new Set(indexTerms(name, []));
    for (const query of queries.split(' '))
      expect([query, isFound(terms, query.replaceAll('_', ' '))]).toEqual([query, false]);
  });

  it('do not grow the index beyond bounds', () => {
    const long = '重庆长寿血豆腐乳单枞薄荷茶糊粘豆包扒鸡红参肉脯藏红花蛤蜊荠菜阿胶糕';
    expect(indexTerms(long, []).length).toBeLessThan(4000);
  });
});

/** What stands on shelves, and how people spell what they look for: whole names, their beginnings, words in them. */
const SHELF = `
阿胶糕 ejiao, 荠菜馄饨 jicai, 红参片 hongshen, 猪肉脯 roufu, 德州扒鸡 paji, 美的电饭煲 meidi, 绿豆 lvdou ludou, 东阿阿胶 donge, 荸荠 biqi, 西洋参片 xiyangshen
党参 dangshen, 丹参茶 danshen, 沙参玉竹 shashen, 花旗参 huaqishen, 白术 baizhu, 苍术 cangzhu, 芒果果脯 guofu, 杏脯 xingfu, 藏红花 zanghonghua, 藏香猪腊肠 zangxiangzhu
广东芥蓝 jielan gailan, 芥菜疙瘩 jiecai, 花蛤蜊 geli, 蚌埠烧饼 bengbu, 六安瓜片 luan liuan, 薄荷糖 bohe, 薄脆饼干 baocui, 毛血旺 maoxuewang, 鸭血粉丝 yaxue, 粘豆包 niandoubao
甜粘玉米 nianyumi zhanyumi, 呷哺呷哺底料 xiabu, 猪仔排 zaipai zipai, 牛仔骨 niuzaigu, 煲仔饭 baozaifan, 蔓越莓干 manyuemei, 宁夏枸杞 gouqi, 菠萝蜜 boluomi, 凤凰单丛 dancong, 莜麦菜 youmai
藜麦米 limai, 魔芋爽 moyu, 芡实糕 qianshi, 桑葚干 sangshen, 茼蒿 tonghao, 红菜薹 hongcaitai, 腌藠头 jiaotou, 鳜鱼 guiyu jueyu, 鲅鱼水饺 bayu, 龟苓膏 guilinggao
黄油曲奇 quqi, 泸州大曲 daqu, 车厘子 chelizi, 车前草茶 cheqiancao, 乐事薯片 leshi, 朝天椒 chaotianjiao, 重庆小面 chongqing, 五常长粒香米 changli, 长白山蓝莓 changbaishan, 厦门馅饼 xiamen
涪陵榨菜 fuling, 郫县豆瓣 pixian, 盱眙小龙虾 xuyi, 亳州花茶 bozhou, 台州蜜桔 taizhou, 天台黄茶 tiantai, 红颜草莓 caomei, 丹东草莓 dandong, 智利蓝莓 lanmei, 云南车厘子 yunnan
烟台红富士苹果 pingguo hongfushi, 阿克苏冰糖心苹果 akesu, 库尔勒香梨 kuerle xiangli, 砀山酥梨 dangshan, 赣南脐橙 qicheng gannan, 秭归伦晚脐橙 zigui, 爱媛果冻橙 aiyuan, 武鸣沃柑 wogan, 丑橘 chouju, 砂糖橘 shatangju
沙田柚 shatianyou, 蜜柚 miyou, 海南芒果 mangguo, 贵妃芒 guifeimang, 金煌芒 jinhuang, 泰国榴莲 liulian, 金枕榴莲 jinzhen, 山竹 shanzhu, 红毛丹 hongmaodan, 火龙果 huolongguo
百香果 baixiangguo, 牛油果 niuyouguo, 猕猴桃 mihoutao, 徐香猕猴桃 xuxiang, 阳光玫瑰葡萄 yangguang meigui, 巨峰葡萄 jufeng, 夏黑葡萄 xiahei, 哈密瓜 hamigua, 西州蜜瓜 xizhou, 麒麟西瓜 qilin xigua
水蜜桃 shuimitao, 阳山水蜜桃 yangshan, 黄桃罐头 huangtao, 油桃 youtao, 蟠桃 pantao, 杨梅 yangmei, 枇杷 pipa, 荔枝 lizhi, 妃子笑荔枝 feizixiao, 桂味 guiwei
龙眼 longyan, 石榴 shiliu, 柿饼 shibing, 冬枣 dongzao, 和田大枣 hetian dazao, 红枣夹核桃 hongzao hetao, 人参果 renshenguo, 释迦果 shijia, 莲雾 lianwu, 橄榄 ganlan
大白菜 dabaicai, 上海青 shanghaiqing, 菠菜 bocai, 空心菜 kongxincai, 苋菜 xiancai, 油菜苔 youcaitai, 韭菜 jiucai, 韭黄 jiuhuang, 西兰花 xilanhua, 花椰菜 huayecai
莴笋 wosun, 芦笋 lusun, 冬笋 dongsun, 茭白 jiaobai, 莲藕 lianou, 山药 shanyao, 铁棍山药 tiegun, 芋头 yutou, 荔浦芋头 lipu, 红薯 hongshu
紫薯 zishu, 烟薯25 yanshu, 土豆 tudou, 胡萝卜 huluobo, 白萝卜 bailuobo, 番茄 fanqie, 普罗旺斯番茄 puluowangsi, 圣女果 shengnvguo shengnuguo, 茄子 qiezi, 黄瓜 huanggua
苦瓜 kugua, 丝瓜 sigua, 冬瓜 donggua, 南瓜 nangua, 贝贝南瓜 beibei, 玉米 yumi, 毛豆 maodou, 豌豆尖 wandoujian, 荷兰豆 helandou, 四季豆 sijidou
豇豆 jiangdou, 青椒 qingjiao, 尖椒 jianjiao, 线椒 xianjiao, 小米辣 xiaomila, 生姜 shengjiang, 大蒜 dasuan, 洋葱 yangcong, 香菇 xianggu, 金针菇 jinzhengu
杏鲍菇 xingbaogu, 羊肚菌 yangdujun, 竹荪 zhusun, 银耳 yiner, 黑木耳 heimuer, 茶树菇 chashugu, 松茸 songrong, 牛肝菌 niuganjun, 紫菜 zicai, 海带结 haidai
五花肉 wuhuarou, 猪里脊 liji, 猪蹄 zhuti, 肥肠 feichang, 排骨 paigu, 牛腱子 niujian, 牛腩 niunan, 肥牛卷 feiniujuan, 羊肉卷 yangroujuan, 羊蝎子 yangxiezi
三黄鸡 sanhuangji, 清远鸡 qingyuan, 乌鸡 wuji, 鸡翅中 jichizhong, 凤爪 fengzhao fengzhua, 老母鸡 laomuji, 麻鸭 maya, 卤鸭脖 yabo, 土鸡蛋 tujidan, 咸鸭蛋 xianyadan
皮蛋 pidan, 鹌鹑蛋 anchundan, 大闸蟹 dazhaxie, 阳澄湖大闸蟹 yangchenghu, 梭子蟹 suozixie, 小龙虾尾 xiaolongxia, 基围虾 jiweixia, 黑虎虾 heihuxia, 三文鱼 sanwenyu, 挪威三文鱼 nuowei
鳕鱼 xueyu, 带鱼 daiyu, 鲳鱼 changyu, 黄花鱼 huanghuayu, 鲈鱼 luyu, 黑鱼片 heiyu, 巴沙鱼 basha, 鱿鱼须 youyu, 章鱼小丸子 zhangyu, 扇贝 shanbei
生蚝 shenghao, 鲍鱼 baoyu, 海参 haishen, 花螺 hualuo, 蛏子 chengzi, 虾仁 xiaren, 虾皮 xiapi, 鱼丸 yuwan, 蟹棒 xiebang, 撒尿牛丸 saniao
东北大米 dongbei dami, 五常大米 wuchang, 小米 xiaomi, 糯米 nuomi, 黑米 heimi, 薏米 yimi, 红豆 hongdou, 黄豆 huangdou, 面粉 mianfen, 挂面 guamian
螺蛳粉 luosifen, 桂林米粉 guilin, 酸辣粉 suanlafen, 热干面 reganmian, 刀削面 daoxiaomian, 手抓饼 shouzhuabing, 葱油饼 congyoubing, 水饺 shuijiao, 小笼包 xiaolongbao, 汤圆 tangyuan
粽子 zongzi, 月饼 yuebing, 年糕 niangao, 肠粉 changfen, 豆腐干 doufugan, 腐竹 fuzhu, 豆浆粉 doujiangfen, 芝麻糊 zhimahu, 核桃粉 hetaofen, 燕麦片 yanmai
花生油 huashengyou, 菜籽油 caiziyou, 山茶油 shanchayou, 橄榄油 ganlanyou, 生抽 shengchou, 老抽 laochou, 蚝油 haoyou, 老陈醋 laochencu, 料酒 liaojiu, 豆瓣酱 doubanjiang
火锅底料 huoguo, 花椒 huajiao, 八角 bajiao, 桂皮 guipi, 胡椒粉 hujiaofen, 孜然 ziran, 白砂糖 baishatang, 冰糖 bingtang, 红糖 hongtang, 蜂蜜 fengmi
龙井茶 longjing, 碧螺春 biluochun, 铁观音 tieguanyin, 大红袍 dahongpao, 普洱茶 puer, 白茶 baicha, 茉莉花茶 moli, 菊花 juhua, 玫瑰花茶 meigui, 金银花 jinyinhua
纯牛奶 chunniunai, 酸奶 suannai, 奶酪棒 nailao, 黄油 huangyou, 淡奶油 dannaiyou, 冰激凌 bingjiling, 雪糕 xuegao, 巧克力 qiaokeli, 牛轧糖 niuzhatang niugatang, 坚果礼盒 jianguo lihe
夏威夷果 xiaweiyi, 碧根果 bigenguo, 开心果 kaixinguo, 腰果 yaoguo, 巴旦木 badanmu, 瓜子 guazi, 山核桃仁 shanhetao, 板栗 banli, 话梅 huamei, 陈皮 chenpi
`;
