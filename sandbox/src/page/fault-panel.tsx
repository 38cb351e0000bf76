import { computed } from '@preact/signals';
import { call, type Faults, sandbox } from './api.ts';
import { say } from './desk-state.ts';
import { defaultFaults, faults, putFaults } from './live.ts';

type Choice = {
  readonly kind: 'choice';
  readonly name: string;
  readonly label: string;
  readonly help?: string;
  readonly options: readonly (readonly [string, string])[];
};
type Switch = { readonly kind: 'switch'; readonly name: string; readonly label: string; readonly help: string };
type Amount = {
  readonly kind: 'amount';
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly help: string;
};
type Control = Choice | Switch | Amount;

const groups: readonly (readonly [string, readonly Control[]])[] = [
  [
    '企业微信',
    [
      {
        kind: 'choice',
        name: 'wecomCallbacks',
        label: '企微回调',
        options: [
          ['normal', '正常'],
          ['lost', '丢失'],
          ['delayed', '延迟'],
          ['doubled', '重复'],
          ['shuffled', '重复且乱序'],
        ],
      },
      {
        kind: 'choice',
        name: 'wecom',
        label: '企微接口',
        options: [
          ['none', '正常'],
          ['ip', 'IP 不可信'],
          ['forbidden', '无接口权限'],
          ['45009', '超频'],
          ['45033', '并发超限'],
          ['41096', '欢迎语正被别的应用发'],
        ],
      },
      { kind: 'amount', name: 'groupFullAt', label: '扫码进群上限', unit: '人', help: '满了扫码就进不去；真实是 200' },
      {
        kind: 'choice',
        name: 'wecomMassChoice',
        label: '群发由谁发',
        options: [
          ['asked', '指定的成员'],
          ['latest', '最近联系过的成员'],
        ],
      },
      { kind: 'switch', name: 'wecomLosesAnswers', label: '群发应答丢失', help: '任务建好了，应答没有回来（502）' },
      {
        kind: 'choice',
        name: 'wecomSetup',
        label: '企微配置',
        help: '管理后台里配错了哪一项',
        options: [
          ['fine', '正确'],
          ['secret', 'Secret 被重置'],
          ['agent', 'AgentId 不对'],
          ['closed', '应用被停用'],
          ['range', '可见范围为空'],
          ['ticket', '拿不到 ticket'],
          ['domain', '可信域名不对'],
          ['mini-program', '小程序未关联'],
          ['token', '回调 Token 不一致'],
        ],
      },
      { kind: 'switch', name: 'wecomHalf', label: '先半好友', help: '免验证添加时先来一条 add_half_external_contact' },
    ],
  ],
  [
    '公众号',
    [
      {
        kind: 'choice',
        name: 'accountCallbacks',
        label: '公众号推送',
        options: [
          ['normal', '正常'],
          ['lost', '丢失'],
          ['delayed', '延迟'],
          ['doubled', '重复'],
          ['shuffled', '重复且乱序'],
        ],
      },
      {
        kind: 'choice',
        name: 'accountMode',
        label: '消息加解密',
        options: [
          ['safe', '安全模式'],
          ['compatible', '兼容模式'],
          ['plain', '明文模式'],
        ],
      },
    ],
  ],
  [
    '短信',
    [
      {
        kind: 'choice',
        name: 'sms',
        label: '短信服务',
        options: [
          ['none', '正常'],
          ['limited', '业务限流'],
          ['no-money', '余额不足'],
          ['undelivered', '发出但收不到'],
        ],
      },
      {
        kind: 'choice',
        name: 'smsReports',
        label: '状态报告',
        options: [
          ['normal', '正常'],
          ['lost', '丢失'],
          ['late', '晚 10 分钟'],
          ['doubled', '重复'],
        ],
      },
    ],
  ],
  [
    '支付',
    [
      {
        kind: 'choice',
        name: 'notify',
        label: '支付与退款通知',
        options: [
          ['normal', '正常'],
          ['lost', '丢失'],
          ['delayed', '延迟'],
          ['late', '迟到'],
          ['doubled', '重复'],
          ['shuffled', '乱序'],
        ],
      },
      {
        kind: 'amount',
        name: 'notifyDelaySeconds',
        label: '“延迟”多久',
        unit: '秒',
        help: '第一次通知晚到的时间；“乱序”时各自不同，最晚这么久',
      },
      { kind: 'amount', name: 'notifyLateMinutes', label: '“迟到”多久', unit: '分钟', help: '长到订单已经超时取消' },
      { kind: 'switch', name: 'signTest', label: '验签探测', help: '先发一条伪造签名的通知，商家必须拒绝' },
      {
        kind: 'choice',
        name: 'refundResult',
        label: '退款结果',
        options: [
          ['SUCCESS', '到账'],
          ['ABNORMAL', '异常'],
          ['CLOSED', '关闭'],
        ],
      },
      { kind: 'switch', name: 'refundNotEnough', label: '商户余额不足', help: '退款申请答 NOT_ENOUGH' },
      { kind: 'switch', name: 'refundSpacing', label: '退款间隔 1 分钟', help: '平台规则：同一订单两次退款要隔开' },
      {
        kind: 'choice',
        name: 'payKey',
        label: '平台签名用',
        options: [
          ['public-key', '微信支付公钥'],
          ['certificate', '平台证书'],
        ],
      },
      {
        kind: 'choice',
        name: 'certificates',
        label: '下载平台证书',
        options: [
          ['by-key', '看签名方式'],
          ['listed', '有'],
          ['none', '没有 404'],
          ['empty', '空列表'],
          ['expired', '已过期 403'],
        ],
      },
      {
        kind: 'amount',
        name: 'platformCoupon',
        label: '微信立减',
        unit: '分',
        help: '顾客少付这么多，商家照收全额；0 为没有',
      },
      { kind: 'switch', name: 'favorLosesAnswers', label: '发券应答丢失', help: '代金券发出了，应答是 500' },
      { kind: 'switch', name: 'forgedAnswers', label: '应答签名错误', help: '商家必须不信任这样的应答' },
    ],
  ],
  [
    '接口',
    [
      {
        kind: 'choice',
        name: 'down',
        label: '宕机（502）',
        options: [
          ['none', '无'],
          ['mini-program', '小程序'],
          ['wecom', '企微'],
          ['sms', '短信'],
          ['pay', '支付'],
          ['all', '全部'],
        ],
      },
      {
        kind: 'choice',
        name: 'quota',
        label: '小程序接口额度',
        options: [
          ['none', '正常'],
          ['45009', '用尽 45009'],
          ['45011', '太频繁 45011'],
        ],
      },
      {
        kind: 'choice',
        name: 'subscribe',
        label: '订阅消息弹窗',
        options: [
          ['ask', '正常'],
          ['switched-off', '总开关已关'],
          ['ban', '模板被封'],
          ['filter', '同名被滤'],
        ],
      },
      { kind: 'switch', name: 'noticeFails', label: '通知送不到', help: '订阅消息收下后推送发送失败' },
      {
        kind: 'choice',
        name: 'serviceCard',
        label: '服务卡片',
        options: [
          ['delivered', '正常'],
          ['refused', '买家拒收'],
          ['no-template', '没添加模板'],
        ],
      },
      { kind: 'amount', name: 'busyEvery', label: '系统繁忙', unit: '次一回', help: '每 N 次调用有一次繁忙；0 为从不' },
      { kind: 'amount', name: 'latencyMs', label: '变慢', unit: '毫秒', help: '每次调用多等的真实时间' },
      {
        kind: 'amount',
        name: 'shippingUnknownSeconds',
        label: '发货接口晚知道订单',
        unit: '秒',
        help: '支付后这段时间答 10060001',
      },
    ],
  ],
];

/** How many switches stand elsewhere than at first. */
export const setFaults = computed(() => {
  const set = faults.value;
  return set ? Object.keys(set).filter((name) => set[name] !== defaultFaults.value[name]).length : 0;
});

export function FaultPanel() {
  const set = faults.value;
  if (!set) return <p class="hint">正在读取…</p>;
  return (
    <div class="faults" role="tabpanel" aria-label="故障">
      <div class="faults-head">
        <p>{setFaults.value === 0 ? '一切正常。拨动开关，看商家怎样应对。' : `${setFaults.value} 项与平时不同`}</p>
        <button
          type="button"
          class="small"
          disabled={setFaults.value === 0}
          onClick={() => change(defaultFaults.value)}
        >
          全部恢复
        </button>
      </div>
      {groups.map(([title, controls]) => (
        <fieldset key={title} class="card">
          <legend>{title}</legend>
          {controls.map((control) => (
            <Line key={control.name} control={control} set={set} />
          ))}
        </fieldset>
      ))}
      <button type="button" class="small wide" onClick={expireTokens}>
        让 access_token 立即失效（下一次调用答 42001）
      </button>
    </div>
  );
}

function Line({ control, set }: { readonly control: Control; readonly set: Faults }) {
  const value = set[control.name];
  const changed = value !== defaultFaults.value[control.name] ? ' changed' : '';
  if (control.kind === 'choice') {
    return (
      <div class={`fault${changed}`}>
        <span>{control.label}</span>
        <fieldset class="segments" aria-label={control.label}>
          {control.options.map(([id, label]) => (
            <button type="button" key={id} aria-pressed={value === id} onClick={() => change({ [control.name]: id })}>
              {label}
            </button>
          ))}
        </fieldset>
      </div>
    );
  }
  if (control.kind === 'switch') {
    return (
      <label class={`fault${changed}`} title={control.help}>
        <span>
          {control.label}
          <small>{control.help}</small>
        </span>
        <input
          type="checkbox"
          class="switch"
          checked={value === true}
          onChange={(event) => change({ [control.name]: event.currentTarget.checked })}
        />
      </label>
    );
  }
  return (
    <label class={`fault${changed}`}>
      <span>
        {control.label}
        <small>{control.help}</small>
      </span>
      <span class="amount">
        <input
          type="number"
          min={0}
          value={Number(value)}
          onChange={(event) => change({ [control.name]: event.currentTarget.valueAsNumber })}
        />
        {control.unit}
      </span>
    </label>
  );
}

function change(changes: Faults): void {
  putFaults(changes).catch((error: Error) => say(error.message));
}

function expireTokens(): void {
  call('POST', `${sandbox}/tokens/expire`).then(
    () => say('已失效：商家下一次调用会得到 42001，应自动换新'),
    (error: Error) => say(error.message),
  );
}
