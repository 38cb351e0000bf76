import { describe, expect, it } from 'vitest';
import { suggestMapping } from './suggest.ts';

const now = new Date('2026-11-21T04:00:00Z');

describe('the suggestion for a file', () => {
  it('knows the columns of a Chinese export, and takes what was paid before what was asked', () => {
    const text =
      '订单编号,买家会员名,收货人姓名,联系手机,订单金额,实付金额(元),宝贝标题,宝贝总数量,付款时间,备注\n1,a,b,c,1,2,d,1,2026-01-01,x\n';
    expect(suggestMapping(text, now)).toEqual({
      format: 'csv',
      delimiter: ',',
      header: true,
      columns: [
        'order_id',
        'member',
        'nickname',
        'phone',
        'skip',
        'amount_yuan',
        'product',
        'quantity',
        'order_at',
        'skip',
      ],
    });
  });

  it('knows English names and other delimiters', () => {
    const text = 'Customer ID;Order_Date;Order No;Total;Qty\n7;2026-01-02;A1;12.00;1\n8;2026-01-03;A2;1,50;2\n';
    expect(suggestMapping(text, now)).toEqual({
      format: 'csv',
      delimiter: ';',
      header: true,
      columns: ['member', 'order_at', 'order_id', 'amount_yuan', 'quantity'],
    });
  });

  it('tells fen from yuan by the name of the column', () => {
    expect(suggestMapping('会员\t下单时间\t实付(分)\n1\t2026-01-01\t1177\n', now)).toMatchObject({
      delimiter: '\t',
      columns: ['member', 'order_at', 'amount_fen'],
    });
  });

  it('looks at the cells when no line names the columns', () => {
    const text = '13800138000,2026-01-01 10:00,12.50,苹果\n13900139000,2026-01-02 11:00,8.00,梨\n';
    expect(suggestMapping(text, now)).toEqual({
      format: 'csv',
      delimiter: ',',
      header: false,
      columns: ['phone', 'order_at', 'amount_yuan', 'skip'],
    });
  });

  it('knows the fixed width of CDNOW', () => {
    const text =
      ' customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00\n';
    expect(suggestMapping(text, now)).toEqual({ format: 'cdnow' });
  });
});
