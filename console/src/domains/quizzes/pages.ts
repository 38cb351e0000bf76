import { words } from '@huoshui/contracts/words';
import type { Page } from '../../ground/page.ts';
import { type Pickers, picker } from '../../ui/form/fields/picker.ts';

export const quizzesPages: readonly Page[] = [
  {
    path: '/quizzes',
    title: words('趣味测试', 'Quizzes'),
    needs: 'activities.read',
    group: 'pricing',
    load: async () => (await import('./quiz-list.tsx')).QuizList,
  },
  {
    path: '/quizzes/new',
    title: words('新建趣味测试', 'New quiz'),
    needs: 'activities.write',
    load: async () => (await import('./quiz-form.tsx')).QuizForm,
  },
  {
    path: '/quizzes/:id',
    title: words('趣味测试', 'Quiz'),
    needs: 'activities.read',
    load: async () => (await import('./quiz-page.tsx')).QuizPage,
  },
  {
    path: '/quizzes/:id/edit',
    title: words('修改趣味测试', 'Change a quiz'),
    needs: 'activities.write',
    load: async () => (await import('./quiz-form.tsx')).QuizForm,
  },
];

export const quizzesPickers: Pickers = {
  quiz: picker(async () => (await import('./quiz-picker.tsx')).QuizPicker),
};
