import { Doubled } from './doubled.ts';
import { guard } from './missing.ts';

export interface RequestDetails {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
}

type BeforeRequest = (details: RequestDetails, answer: (response: { cancel?: boolean }) => void) => void;
type PermissionRequest = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void;
type PermissionCheck = (contents: unknown, permission: string, origin: string) => boolean;

/** `session.defaultSession`: what it was told is kept, and asked where the browser lets it be. */
export class Session extends Doubled {
  permissionRequest: PermissionRequest | null = null;
  permissionCheck: PermissionCheck | null = null;
  devicePermission: ((details: unknown) => boolean) | null = null;
  #beforeRequest: BeforeRequest | null = null;
  readonly webRequest = guard('webRequest', {
    onBeforeRequest: (listener: BeforeRequest) => {
      this.#beforeRequest = listener;
    },
  });

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.permissionRequest = handler;
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.permissionCheck = handler;
  }

  setDevicePermissionHandler(handler: (details: unknown) => boolean): void {
    this.devicePermission = handler;
  }

  /** What the browser is to answer when a page asks for a permission; Electron grants what nobody decides. */
  permits(permission: string, origin: string): boolean {
    const allowed = this.permissionCheck ? this.permissionCheck(null, permission, origin) : true;
    let granted = true;
    this.permissionRequest?.(null, permission, (answer) => {
      granted = answer;
    });
    return allowed && granted;
  }

  /** True when the app lets the request through. */
  async allows(details: RequestDetails): Promise<boolean> {
    const ask = this.#beforeRequest;
    if (!ask) return true;
    return new Promise((resolve) => ask(details, ({ cancel }) => resolve(!cancel)));
  }
}
