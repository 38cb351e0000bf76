import Taro from '@tarojs/taro';

export type Point = { readonly latitude: number; readonly longitude: number };

/** About where she is, to the kilometre or so; null where she does not say, or nothing can tell. Asked for on a tap only. */
export async function locate(): Promise<Point | null> {
  try {
    if (process.env.TARO_ENV === 'weapp') return pointOf(await Taro.getFuzzyLocation({ type: 'gcj02' }));
    return await new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve(pointOf(coords)),
        () => resolve(null),
        { timeout: 8000, maximumAge: 600_000 },
      ),
    );
  } catch {
    return null;
  }
}

function pointOf({ latitude, longitude }: Point): Point {
  return { latitude, longitude };
}

type Place = Point & { readonly name: string; readonly address: string };

/** The map of the phone, where there is one: a browser has none, and says so by false. */
export async function showOnMap(place: Place): Promise<boolean> {
  if (process.env.TARO_ENV !== 'weapp') return false;
  try {
    await Taro.openLocation({ ...place, scale: 16 });
    return true;
  } catch {
    return false;
  }
}
