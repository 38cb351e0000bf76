import type { World } from '../world/world.ts';
import { allStaff, departments, staffOf } from './corp.ts';
import type { WecomEndpoint } from './endpoint.ts';
import { badParameter, done, WecomError } from './endpoint.ts';

/** The address book, as far as an app sees it, and who of it may have customers. */
export const peopleEndpoints: readonly WecomEndpoint[] = [
  {
    method: 'GET',
    path: '/cgi-bin/department/list',
    title: '企微部门列表',
    answer: (world) => ({
      ...done,
      department: seesNobody(world) ? [] : departments.map((one) => ({ ...one, order: 100 - one.id })),
    }),
  },
  {
    method: 'GET',
    path: '/cgi-bin/user/simplelist',
    title: '企微部门成员',
    answer: (world, { query }) => {
      const id = Number(query.department_id);
      if (!departments.some((one) => one.id === id)) throw new WecomError(60123, 'invalid party id');
      return {
        ...done,
        userlist: allStaff(world)
          .filter(({ department }) => department === id)
          .map(({ userid, name, department }) => ({ userid, name, department: [department] })),
      };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/user/get',
    title: '企微成员详情',
    answer: (world, { query }) => {
      const one = staffOf(world, query.userid);
      if (!one) throw new WecomError(60111, 'userid not found');
      const { userid, name, department, active } = one;
      return { ...done, userid, name, department: [department], main_department: department, status: active ? 1 : 2 };
    },
  },
  {
    method: 'GET',
    path: '/cgi-bin/externalcontact/get_follow_user_list',
    title: '企微有客户联系权限的成员',
    answer: (world) => ({
      ...done,
      follow_user: allStaff(world)
        .filter(({ canContact, active }) => canContact && active && !seesNobody(world))
        .map(({ userid }) => userid),
    }),
  },
];

/** The visible range of the app is empty. */
const seesNobody = (world: World) => world.faults.get().wecomSetup === 'range';

/** A list of userids that the corp has; throws 40058, 40003. */
export function readUsers(world: Parameters<typeof allStaff>[0], value: unknown, most: number): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw badParameter('empty user list');
  if (value.length > most) throw new WecomError(41041, 'exceed max user count');
  const users = value.map(String);
  for (const userid of users) if (!staffOf(world, userid)) throw new WecomError(40003, 'invalid userid');
  return users;
}
