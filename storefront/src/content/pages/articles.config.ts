export default definePageConfig({ navigationBarTitleText: '文章与食谱', enablePullDownRefresh: true });
