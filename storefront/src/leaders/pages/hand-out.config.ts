export default definePageConfig({ navigationBarTitleText: '交给邻居', enablePullDownRefresh: true });
