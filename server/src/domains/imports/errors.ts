import { defineErrors } from '../../platform/errors.ts';

export const importErrors = defineErrors('imports', {
  not_found: { status: 404, zh: '没有这个导入', en: 'No such import' },
  no_file: { status: 400, zh: '请选择要导入的文件', en: 'Please choose a file' },
  empty: { status: 400, zh: '文件是空的', en: 'The file is empty' },
  too_large: { status: 413, zh: '文件超过 50 MB，请拆成几个文件', en: 'The file is larger than 50 MiB' },
  spreadsheet: {
    status: 400,
    zh: '这是旧版 Excel 文件（.xls），请另存为 XLSX 或“CSV UTF-8”后再导入',
    en: 'This is a workbook of an old Excel (.xls); save it as XLSX or CSV first',
  },
  not_text: { status: 400, zh: '这不是文本文件，请导入 CSV 或 TXT', en: 'This is no text file' },
  wrong_encoding: {
    status: 400,
    zh: '无法识别文件编码，请另存为 UTF-8 或 GBK',
    en: 'The encoding is neither UTF-8 nor GBK',
  },
  file_gone: { status: 409, zh: '原文件已不在服务器上，请重新上传', en: 'The file is gone; upload it again' },
  no_such_sheet: { status: 404, zh: '这个工作簿里没有表“{sheet}”', en: 'The workbook has no sheet “{sheet}”' },
  sheet_stays: {
    status: 409,
    zh: '这张表已经导入了；要导入另一张，请把文件再上传一次',
    en: 'This sheet has been imported: send the file once more to import another',
  },
  running: { status: 409, zh: '这个文件正在导入', en: 'This import is running' },
  no_columns: { status: 400, zh: '请指定每一列的含义', en: 'Say what each column means' },
  no_member_column: {
    status: 400,
    zh: '缺少“会员”或“手机号”列，不知道每一行是谁',
    en: 'No column names the member',
  },
  no_code_column: {
    status: 400,
    zh: '缺少“规格编码”列，不知道每一行是哪个商品',
    en: 'No column has the SKU code',
  },
  column_twice: { status: 400, zh: '有两列都被指定为“{field}”', en: 'Two columns are mapped to {field}' },
  half_an_order: {
    status: 400,
    zh: '导入订单需要同时有“下单时间”和“金额”两列',
    en: 'Orders need both a time and an amount column',
  },
});
