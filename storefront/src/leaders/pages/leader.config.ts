export default definePageConfig({ navigationBarTitleText: '团长', enablePullDownRefresh: true });
