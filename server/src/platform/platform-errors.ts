import { defineErrors } from './errors.ts';

export const platformErrors = defineErrors('platform', {
  bad_input: { status: 400, zh: '提交的内容有误:{what}', en: 'Invalid input: {what}' },
  /** NUL, half a surrogate pair: no store of ours holds it. */
  bad_text: { status: 400, zh: '{what} 里有无法保存的字符', en: '{what} holds characters that cannot be stored' },
  bad_address: { status: 400, zh: '这个地址无法识别', en: 'This address cannot be read' },
  bad_json: { status: 400, zh: '提交的内容不是有效的 JSON', en: 'What was sent is not valid JSON' },
  bad_type: {
    status: 415,
    zh: '不接受这种格式的内容，请按 JSON 提交（文件用表单上传）',
    en: 'This kind of content is not taken: send JSON, or files as a form',
  },
  bad_upload: { status: 400, zh: '文件没有传完整，请重新上传', en: 'The upload broke off; please send the file again' },
  /** `zh` and `en` are the first problem's words; `problems` says where each stands. */
  bad_form: { status: 400, zh: '{zh}', en: '{en}' },
  bad_days: { status: 400, zh: '请选择一年以内的一段日子', en: 'Choose days that lie within a year' },
  bad_cursor: { status: 400, zh: '翻页标记已失效，请从第一页重新查看', en: 'This page marker is not valid' },
  not_found: { status: 404, zh: '没有找到这个内容', en: 'Not found' },
  sign_in_required: { status: 401, zh: '请先登录', en: 'Please sign in' },
  forbidden: { status: 403, zh: '当前账号没有此操作的权限', en: 'Your account may not do this' },
  bad_origin: { status: 403, zh: '请求来源不受信任', en: 'This origin is not trusted' },
  too_fast: { status: 429, zh: '操作太频繁，请稍后再试', en: 'Too many requests, please slow down' },
  too_large: { status: 413, zh: '内容太大', en: 'Too large' },
  key_reused: {
    status: 409,
    zh: '同一请求标识被用于不同的内容',
    en: 'This Idempotency-Key was used for another request',
  },
  /** `revision` is the newest one. */
  stale: {
    status: 409,
    zh: '{by} 在 {at} 改过这里，你的改动没有保存',
    en: '{by} changed this at {at} (Shanghai). Your changes were not saved',
  },
  key_busy: { status: 409, zh: '同一请求正在处理，请稍后再试', en: 'The same request is still being handled' },
  clock_fixed: { status: 409, zh: '只有沙箱环境才能调整时间', en: 'The clock moves in the sandbox only' },
  clock_elsewhere: {
    status: 409,
    zh: '这个进程不带后台任务，请在带后台任务（worker）的进程上调整时间',
    en: 'This process has no background work: move the clock at one that has (worker)',
  },
  clock_backwards: { status: 400, zh: '时间只能向后推进', en: 'The clock only moves forward' },
  clock_moving: { status: 409, zh: '时间正在推进中，请稍候', en: 'The clock is already moving' },
  bad_range: { status: 400, zh: '日期范围有误:{why}', en: 'Bad date range: {why}' },
  too_heavy: {
    status: 422,
    zh: '数据量太大，请缩短日期范围或减少分组',
    en: 'Too much data: shorten the range or drop the breakdown',
  },
  reports_busy: {
    status: 503,
    zh: '同时查看报表的人太多，请稍后再试',
    en: 'Too many reports are being made at once; please try again soon',
  },
  report_slow: {
    status: 504,
    zh: '这个报表算得太久，已停止：请缩短日期范围，或稍后再试',
    en: 'This report took too long and was stopped: shorten the range, or try again later',
  },
  not_an_image: { status: 400, zh: '请上传 JPG、PNG 或 WebP 图片', en: 'Please upload a JPEG, PNG or WebP picture' },
  picture_too_large: {
    status: 413,
    zh: '图片太大（{width}×{height}），最多 {most} 万像素，请缩小后再上传',
    en: 'The picture is too large ({width}×{height}): {megapixels} megapixels at most; make it smaller and send it again',
  },
  picture_broken: {
    status: 400,
    zh: '这张图片打不开，可能没有传完整，请重新保存后再上传',
    en: 'This picture cannot be read, it may be incomplete: save it anew and send it again',
  },
  not_a_video: { status: 400, zh: '请上传 MP4 视频', en: 'Please upload an MP4 video' },
  video_codec: {
    status: 400,
    zh: '这个视频的编码（{codec}）有的手机放不了，请转成 H.264 编码的 MP4 再上传',
    en: 'Some phones cannot play the codec of this video ({codec}): convert it to an MP4 with H.264 first',
  },
  video_too_long: {
    status: 400,
    zh: '视频有 {seconds} 秒，最长 {most} 秒，请剪短后再上传',
    en: 'The video has {seconds} seconds; {most} at most: cut it and send it again',
  },
  video_broken: {
    status: 400,
    zh: '这个视频打不开，可能没有传完整，请重新导出后再上传',
    en: 'This video cannot be read, it may be incomplete: export it anew and send it again',
  },
  not_a_workbook: {
    status: 400,
    zh: '这个文件打不开，请另存为 XLSX 或 CSV 再上传',
    en: 'This file cannot be opened; save it as XLSX or CSV and send it again',
  },
  workbook_too_large: {
    status: 413,
    zh: '表格太大，请另存为 CSV 或分成几份再上传',
    en: 'The workbook is too large; save it as CSV or in parts',
  },
  too_many_cells: {
    status: 409,
    zh: 'XLSX 最多 {rows} 行，请缩小筛选范围，或导出 CSV',
    en: 'An XLSX holds {rows} rows at most; narrow the filters, or take a CSV',
  },
  store_away: {
    status: 503,
    zh: '数据服务暂时连不上，请稍后再试',
    en: 'A data service cannot be reached just now; please try again soon',
  },
  crossed: {
    status: 503,
    zh: '和另一项操作撞在了一起，本次没有生效，请再试一次',
    en: 'Another action got in the way and this one did not take effect; please try again',
  },
  upstream_away: {
    status: 503,
    zh: '微信暂时没有响应，请稍后再试',
    en: 'WeChat does not answer just now; please try again soon',
  },
  upstream_refused: {
    status: 502,
    zh: '微信没有接受这次请求，请稍后再试',
    en: 'WeChat did not accept this request; please try again soon',
  },
  key_needed: {
    status: 400,
    zh: '这个操作会动钱，请带上请求标识 Idempotency-Key，重试时用同一个',
    en: 'This moves money: send an Idempotency-Key, and the same one when you repeat it',
  },
  unavailable: { status: 503, zh: '服务暂时不可用，请稍后再试', en: 'Temporarily unavailable' },
  internal: { status: 500, zh: '系统出了点问题，本次操作没有生效', en: 'Something went wrong; nothing was changed' },
});
