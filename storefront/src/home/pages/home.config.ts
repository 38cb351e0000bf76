export default definePageConfig({
  navigationBarTitleText: '活水鲜生',
  enablePullDownRefresh: true,
  enableShareAppMessage: true,
});
