import { Doubled, doubleEvent } from './doubled.ts';
import { WebContents, type Surroundings } from './web-contents.ts';

/** What windows need of the app. */
export interface WindowOwner extends Surroundings {
  readonly isReady: () => boolean;
  readonly announce: (contents: WebContents, window: BrowserWindow) => void;
  readonly allClosed: () => void;
}

type Methods =
  | 'show'
  | 'hide'
  | 'isVisible'
  | 'isMinimized'
  | 'restore'
  | 'isMaximized'
  | 'maximize'
  | 'isDestroyed'
  | 'close'
  | 'destroy'
  | 'focus'
  | 'getTitle'
  | 'setTitle'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'isMenuBarAutoHide';

/** `BrowserWindow`: a page with a frame nobody sees. Its size is the page's viewport. */
export class BrowserWindow extends Doubled implements Pick<Electron.BrowserWindow, Methods> {
  static readonly all = new Map<number, BrowserWindow>();
  static #common: WindowOwner | null = null;
  static #ids = 0;
  readonly id = (BrowserWindow.#ids += 1);
  readonly webContents: WebContents;
  readonly #owner: WindowOwner;
  readonly #options: Electron.BrowserWindowConstructorOptions;
  #bounds: Electron.Rectangle;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #maximized = false;
  #destroyed = false;

  static own(owner: WindowOwner): void {
    BrowserWindow.#common = owner;
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.all.values()];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().at(-1) ?? null;
  }

  static fromWebContents(contents: unknown): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null;
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super();
    const owner = BrowserWindow.#common;
    if (!owner?.isReady()) throw new Error('Cannot create BrowserWindow before app is ready');
    this.#owner = owner;
    this.#options = options;
    this.#title = options.title ?? '';
    this.#visible = options.show !== false;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.webContents = new WebContents(owner, options.webPreferences ?? {});
    this.webContents.on('close-window', () => this.close());
    BrowserWindow.all.set(this.id, this);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show', doubleEvent({})));
    owner.announce(this.webContents, this);
    void this.webContents.ready.then(() => this.#resize());
  }

  async #resize(): Promise<void> {
    const { width, height } = this.#bounds;
    if (this.#destroyed) return;
    await this.webContents.conversation.send('Emulation.setDeviceMetricsOverride', {
      width,
      height,
      deviceScaleFactor: 0,
      mobile: false,
    });
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#visible = true;
    this.emit('show');
  }

  hide(): void {
    this.#visible = false;
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.#visible;
  }

  isMinimized(): boolean {
    return this.#minimized;
  }

  minimize(): void {
    this.#minimized = true;
  }

  restore(): void {
    this.#minimized = false;
  }

  isMaximized(): boolean {
    return this.#maximized;
  }

  maximize(): void {
    this.#maximized = true;
  }

  focus(): void {
    this.emit('focus');
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  isMenuBarAutoHide(): boolean {
    return this.#options.autoHideMenuBar ?? false;
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds };
  }

  getNormalBounds(): Electron.Rectangle {
    return this.getBounds();
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.webContents.ready.then(() => this.#resize());
    this.emit('resize');
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  close(): void {
    if (this.#destroyed) return;
    const event = doubleEvent({});
    this.emit('close', event);
    if (!event.defaultPrevented) this.destroy();
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    BrowserWindow.all.delete(this.id);
    this.webContents.destroy();
    this.emit('closed');
    if (BrowserWindow.all.size === 0) this.#owner.allClosed();
  }
}
