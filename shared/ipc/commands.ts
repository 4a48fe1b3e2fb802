/**
 * Every command that a menu, a shortcut, the command palette or the shortcuts sheet can name, once. Native menus and
 * the window's registry derive from this list; what a command does is the window's business.
 *
 * Keys are written `Mod+Shift+Z`: `Mod` is Cmd on macOS and Ctrl elsewhere; the last part is a
 * `KeyboardEvent.key` (letters in upper case). The first key is the one a menu shows.
 */
export interface CommandSpec {
  readonly label: Readonly<Record<'en' | 'zh-CN', string>>;
  readonly menu: MenuId | null;
  /** Items of one menu with different groups are parted by a line. */
  readonly group: number;
  readonly keys: readonly string[];
  /**
   * Where the keys count: everywhere, or only while the focus is inside that panel. Keys never count while a text is
   * being edited, unless they hold `Mod` or are function keys.
   */
  readonly scope: CommandScope;
  /** Done by the system in native menus: the page sees the `cut`, `copy` or `paste` event instead of the command. */
  readonly role?: 'cut' | 'copy' | 'paste';
}

export type MenuId = 'file' | 'edit' | 'view' | 'run' | 'help';
export type CommandScope = 'window' | 'canvas' | 'timeline';

export const MENUS: readonly {
  readonly id: MenuId;
  readonly label: Readonly<Record<'en' | 'zh-CN', string>>;
}[] = [
  { id: 'file', label: { en: 'File', 'zh-CN': '文件' } },
  { id: 'edit', label: { en: 'Edit', 'zh-CN': '编辑' } },
  { id: 'view', label: { en: 'View', 'zh-CN': '视图' } },
  { id: 'run', label: { en: 'Run', 'zh-CN': '运行' } },
  { id: 'help', label: { en: 'Help', 'zh-CN': '帮助' } },
];

interface Extra {
  readonly keys?: readonly string[];
  readonly scope?: CommandScope;
  readonly role?: 'cut' | 'copy' | 'paste';
}

const command = (
  menu: MenuId | null,
  group: number,
  en: string,
  zh: string,
  extra: Extra = {},
): CommandSpec => ({ label: { en, 'zh-CN': zh }, menu, group, keys: [], scope: 'window', ...extra });

/** In menu order. */
export const COMMANDS = {
  'file.new': command('file', 0, 'New', '新建', { keys: ['Mod+N'] }),
  'file.open': command('file', 0, 'Open…', '打开…', { keys: ['Mod+O'] }),
  'file.templates': command('file', 0, 'Templates', '模板', { keys: ['Mod+Shift+N'] }),
  'file.save': command('file', 1, 'Save', '保存', { keys: ['Mod+S'] }),
  'file.saveAs': command('file', 1, 'Save as…', '另存为…', { keys: ['Mod+Shift+S'] }),
  'file.export': command('file', 2, 'Export TypeScript…', '导出 TypeScript…', { keys: ['Mod+E'] }),
  'file.settings': command('file', 3, 'Settings…', '设置…', { keys: ['Mod+,'] }),

  'edit.undo': command('edit', 0, 'Undo', '撤销', { keys: ['Mod+Z'] }),
  'edit.redo': command('edit', 0, 'Redo', '重做', { keys: ['Mod+Shift+Z', 'Mod+Y'] }),
  'edit.cut': command('edit', 1, 'Cut', '剪切', { keys: ['Mod+X'], scope: 'canvas', role: 'cut' }),
  'edit.copy': command('edit', 1, 'Copy', '复制', { keys: ['Mod+C'], scope: 'canvas', role: 'copy' }),
  'edit.paste': command('edit', 1, 'Paste', '粘贴', { keys: ['Mod+V'], scope: 'canvas', role: 'paste' }),
  'edit.pasteWired': command('edit', 1, 'Paste with wires', '粘贴并保留连线', {
    keys: ['Mod+Shift+V'],
    scope: 'canvas',
  }),
  'edit.duplicate': command('edit', 1, 'Duplicate', '创建副本', { keys: ['Mod+D'], scope: 'canvas' }),
  'edit.delete': command('edit', 2, 'Delete', '删除', { keys: ['Delete', 'Backspace'], scope: 'canvas' }),
  'edit.selectAll': command('edit', 2, 'Select all', '全选', { keys: ['Mod+A'], scope: 'canvas' }),
  'edit.rename': command('edit', 3, 'Rename', '重命名', { keys: ['F2'], scope: 'canvas' }),
  'edit.openBody': command('edit', 3, 'Open the body', '打开函数体', { keys: ['F12'] }),
  'edit.group': command('edit', 3, 'Group', '编组', { keys: ['Mod+G'], scope: 'canvas' }),
  'edit.ungroup': command('edit', 3, 'Ungroup', '取消编组', { keys: ['Mod+Shift+G'], scope: 'canvas' }),
  'edit.arrange': command('edit', 3, 'Arrange blocks', '排列积木', { keys: ['Mod+Shift+L'] }),
  'edit.addBlock': command('edit', 4, 'Add a block…', '添加积木…', { keys: ['Tab'], scope: 'canvas' }),
  'edit.connect': command('edit', 4, 'Connect from here…', '从此处连线…', { keys: ['W'], scope: 'canvas' }),
  'edit.addGoroutine': command(null, 4, 'Add a goroutine', '添加 goroutine', {
    keys: ['G'],
    scope: 'canvas',
  }),
  'edit.addSelect': command(null, 4, 'Add a select', '添加 select', { keys: ['S'], scope: 'canvas' }),
  'edit.addChannel': command(null, 4, 'Add a channel', '添加通道', { keys: ['C'], scope: 'canvas' }),
  'edit.addMutex': command(null, 4, 'Add a mutex', '添加互斥锁', { keys: ['M'], scope: 'canvas' }),

  'view.palette': command('view', 0, 'Command palette…', '命令面板…', { keys: ['Mod+K', 'Mod+Shift+P'] }),
  'view.blocks': command('view', 1, 'Blocks', '积木栏', { keys: ['Mod+B'] }),
  'view.inspector': command('view', 1, 'Inspector', '检查器', { keys: ['Mod+I'] }),
  'view.bottom': command('view', 1, 'Bottom panel', '底部面板', { keys: ['Mod+J'] }),
  'view.hideAll': command('view', 1, 'Hide all panels', '隐藏所有面板', { keys: ['Mod+.'] }),
  'view.zoomIn': command('view', 2, 'Zoom in', '放大', { keys: ['+', '='], scope: 'canvas' }),
  'view.zoomOut': command('view', 2, 'Zoom out', '缩小', { keys: ['-'], scope: 'canvas' }),
  'view.zoomReset': command('view', 2, 'Actual size', '实际大小', { keys: ['0', 'Mod+0'], scope: 'canvas' }),
  'view.fit': command('view', 2, 'Fit the drawing', '适应图形', { keys: ['1'], scope: 'canvas' }),
  'view.projector': command('view', 3, 'Projector mode', '投影模式', { keys: ['F8'] }),
  'view.theme': command('view', 3, 'Switch light and dark', '切换浅色和深色', { keys: ['Mod+Shift+D'] }),

  'run.start': command('run', 0, 'Run', '运行', { keys: ['F5'] }),
  'run.stop': command('run', 0, 'Stop', '停止', { keys: ['Shift+F5'] }),
  'run.pause': command('run', 1, 'Pause or resume', '暂停或继续', { keys: ['F6'] }),
  'run.step': command('run', 1, 'Step', '单步', { keys: ['F10'] }),
  'run.again': command('run', 2, 'Run again with the same schedule', '以相同调度再次运行', {
    keys: ['Mod+F5'],
  }),
  'run.nextSeed': command('run', 2, 'Run with the next seed', '以下一个种子运行', { keys: ['Mod+Shift+F5'] }),

  'help.guide': command('help', 0, 'Guide', '指南', { keys: ['F1'] }),
  'help.shortcuts': command('help', 0, 'Keyboard shortcuts', '键盘快捷键', { keys: ['?'] }),
  'help.about': command('help', 1, 'About Weft', '关于 Weft'),
} as const satisfies Readonly<Record<string, CommandSpec>>;

export type CommandId = keyof typeof COMMANDS;

export const COMMAND_IDS = Object.keys(COMMANDS) as readonly CommandId[];

export const commandSpec = (id: CommandId): CommandSpec => COMMANDS[id];

export const isCommandId = (text: string): text is CommandId => Object.hasOwn(COMMANDS, text);
