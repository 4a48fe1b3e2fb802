import { expect, test } from 'vitest';
import { placeWindow } from './placement.ts';

const display = { workArea: { x: 0, y: 25, width: 1920, height: 1055 } };
const second = { workArea: { x: 1920, y: 0, width: 1280, height: 1024 } };
const at = (x: number, y: number, width = 1200, height = 800) => ({
  bounds: { x, y, width, height },
  maximized: false,
});

test('the first time, the system chooses the place', () => {
  expect(placeWindow({ bounds: null, maximized: false }, [display])).toEqual({ width: 1440, height: 900 });
});

test('a window comes back where it was, on any display', () => {
  expect(placeWindow(at(100, 50), [display])).toEqual({ x: 100, y: 50, width: 1200, height: 800 });
  expect(placeWindow(at(2000, 50), [display, second])).toMatchObject({ x: 2000, y: 50 });
  expect(placeWindow(at(-1000, 50), [display])).toMatchObject({ x: -1000 });
});

test('a display that is gone leaves the size', () => {
  expect(placeWindow(at(2000, 50), [display])).toEqual({ width: 1200, height: 800 });
  expect(placeWindow(at(1890, 50), [display])).toEqual({ width: 1200, height: 800 });
});

test('a window is never smaller than it can be used', () => {
  expect(placeWindow(at(0, 30, 10, 10_000), [display])).toEqual({ width: 900, height: 10_000 });
  expect(placeWindow(at(0, 30, 200, 200), [display])).toEqual({ x: 0, y: 30, width: 900, height: 600 });
});
