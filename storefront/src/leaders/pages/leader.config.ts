export default definePageConfig({ navigationBarTitleText: '我是团长', enablePullDownRefresh: true });
