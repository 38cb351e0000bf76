export default definePageConfig({ navigationBarTitleText: '邻居团购', enablePullDownRefresh: true });
