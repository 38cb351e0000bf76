import { pinyin, polyphonic } from 'pinyin-pro';

/**
 * Words of shelves that are read otherwise than their characters say, or that people spell otherwise. One reading of a
 * character that `polyphonic` does not know, or two in one word that differ from what the sentence suggests.
 */
const WORDS: Readonly<Record<string, string>> = {
  阿胶: 'e jiao',
  荠菜: 'ji cai',
  荸荠: 'bi qi',
  红参: 'hong shen',
  党参: 'dang shen',
  沙参: 'sha shen',
  丹参: 'dan shen',
  西洋参: 'xi yang shen',
  花旗参: 'hua qi shen',
  石柱参: 'shi zhu shen',
  白术: 'bai zhu',
  苍术: 'cang zhu',
  肉脯: 'rou fu',
  果脯: 'guo fu',
  杏脯: 'xing fu',
  扒鸡: 'pa ji',
  扒蹄: 'pa ti',
  藏红花: 'zang hong hua',
  藏茶: 'zang cha',
  藏香猪: 'zang xiang zhu',
  芥蓝: 'gai lan',
  芥菜: 'jie cai',
  蛤蜊: 'ge li',
  蚌埠: 'beng bu',
  六安: 'lu an',
  番禺: 'pan yu',
  薄荷: 'bo he',
  薄饼: 'bao bing',
  薄脆: 'bao cui',
  血旺: 'xue wang',
  鸭血: 'ya xue',
  粘豆包: 'nian dou bao',
  粘玉米: 'nian yu mi',
  呷哺: 'xia bu',
  仔排: 'zi pai',
  牛仔骨: 'niu zai gu',
  煲仔: 'bao zai',
  蔓越莓: 'man yue mei',
  美的: 'mei di',
  枸杞: 'gou qi',
  菠萝蜜: 'bo luo mi',
  单丛: 'dan cong',
  单枞: 'dan cong',
  莜麦: 'you mai',
  莜面: 'you mian',
  藜麦: 'li mai',
  魔芋: 'mo yu',
  芡实: 'qian shi',
  葚: 'shen',
  桑葚: 'sang shen',
  茼蒿: 'tong hao',
  菜薹: 'cai tai',
  藠头: 'jiao tou',
  鳜鱼: 'gui yu',
  鲅鱼: 'ba yu',
  龟苓膏: 'gui ling gao',
  曲奇: 'qu qi',
  曲酒: 'qu jiu',
  大曲: 'da qu',
  炮制: 'pao zhi',
  车厘子: 'che li zi',
  车前草: 'che qian cao',
  乐事: 'le shi',
  宜家: 'yi jia',
  朝天椒: 'chao tian jiao',
  重庆: 'chong qing',
  长粒: 'chang li',
  长白山: 'chang bai shan',
  厦门: 'xia men',
  东阿: 'dong e',
  涪陵: 'fu ling',
  郫县: 'pi xian',
  盱眙: 'xu yi',
  乐清: 'yue qing',
  亳州: 'bo zhou',
  莘县: 'shen xian',
  歙县: 'she xian',
  台州: 'tai zhou',
  天台: 'tian tai',
  会稽: 'kuai ji',
  浚县: 'xun xian',
};

const LONGEST_WORD = Math.max(...Object.keys(WORDS).map((word) => [...word].length));
/** Readings taken of one character: the rest are names of clans and old books. */
const MOST_READINGS = 4;

/** Each character with its readings, the likeliest first; `v` stands for ü, and `u` beside it, as keyboards have both. */
export function readingsOf(run: string): string[][] {
  const chars = [...run];
  const usual = pinyin(run, { toneType: 'none', type: 'array', v: true });
  const all = polyphonic(run, { toneType: 'none', type: 'array', v: true }).map((one) =>
    Array.isArray(one) ? one : [one],
  );
  const readings = chars.map((_, n) => [usual[n] ?? '', ...(all[n] ?? [])].map((one) => one.toLowerCase()));
  for (let from = 0; from < chars.length; from += 1)
    for (let length = 1; length <= LONGEST_WORD; length += 1) {
      const word = WORDS[chars.slice(from, from + length).join('')];
      word?.split(' ').forEach((reading, n) => {
        readings[from + n]?.unshift(reading);
      });
    }
  return readings.map((list) => {
    const known = [...new Set(list.filter((one) => one !== ''))].slice(0, MOST_READINGS);
    return [...new Set([...known, ...known.map((one) => one.replace('v', 'u'))])];
  });
}
