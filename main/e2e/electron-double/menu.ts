import { Doubled } from './doubled.ts';

const ROLES: readonly string[] = [
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'selectAll',
  'reload',
  'toggleDevTools',
  'togglefullscreen',
  'minimize',
  'close',
  'about',
  'services',
  'hide',
  'hideOthers',
  'unhide',
  'quit',
  'appMenu',
  'windowMenu',
  'recentDocuments',
  'clearRecentDocuments',
];

/** An accelerator as Electron reads it: modifiers, then one key. */
const ACCELERATOR =
  /^((CmdOrCtrl|Cmd|Ctrl|Alt|Shift|Super|Option)\+)*([A-Z0-9]|F([1-9]|1\d|2[0-4])|Plus|Space|Tab|Backspace|Delete|Insert|Return|Enter|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|[!"#$%&'()*,\-./:;<=>?@[\\\]^_`{|}~])$/;

/** What clicking the items that the system itself does is to do here. */
export interface MenuActions {
  quit(): void;
  closeWindow(): void;
}

let actions: MenuActions | null = null;
export const setMenuActions = (given: MenuActions): void => {
  actions = given;
};

type Click = (item: MenuItem, window: unknown, event: unknown) => void;

export class MenuItem {
  readonly id: string;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly registerAccelerator: boolean;
  readonly enabled: boolean;
  readonly submenu: Menu | undefined;
  readonly #click: Click | undefined;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { role, accelerator } = options;
    if (role !== undefined && !ROLES.includes(role))
      throw new Error(`electron double: the role ${role} is not doubled`);
    if (accelerator !== undefined && !ACCELERATOR.test(accelerator))
      throw new Error(`electron double: ${accelerator} is not an accelerator`);
    if (role === undefined && options.label === undefined && options.type !== 'separator')
      throw new Error('Invalid submenu or missing label');
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.role = role;
    this.accelerator = accelerator;
    this.registerAccelerator = options.registerAccelerator ?? true;
    this.enabled = options.enabled ?? true;
    this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
    this.submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : undefined;
    this.#click = options.click as Click | undefined;
  }

  click(): void {
    if (!this.enabled) return;
    if (this.role === 'quit') actions?.quit();
    else if (this.role === 'close') actions?.closeWindow();
    else this.#click?.(this, undefined, {});
  }
}

export class Menu extends Doubled {
  static #current: Menu | null = null;
  readonly items: MenuItem[] = [];

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    const menu = new Menu();
    for (const options of template) menu.items.push(new MenuItem(options));
    return menu;
  }

  static setApplicationMenu(menu: Menu | null): void {
    Menu.#current = menu;
  }

  static getApplicationMenu(): Menu | null {
    return Menu.#current;
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const within = item.submenu?.getMenuItemById(id);
      if (within) return within;
    }
    return null;
  }
}
