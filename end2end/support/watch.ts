import type { BrowserContext, ConsoleMessage, Request } from "@playwright/test";

/** Notes every request to another host, every console error and every uncaught exception of a browser context. */
export class Watch {
  readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];
  private readonly documents = new Set<string>();

  constructor(context: BrowserContext, baseURL: string) {
    const origin = new URL(baseURL).origin;
    context.on("request", (request) => this.onRequest(request, origin));
    context.on("console", (message) => this.onConsole(message));
    context.on("weberror", (error) => this.note(`uncaught: ${error.error().message}`));
  }

  /** This spec provokes such a message on purpose. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  private onRequest(request: Request, origin: string): void {
    const url = new URL(request.url());
    if (request.isNavigationRequest()) this.documents.add(request.url());
    const isLocal = ["data:", "blob:", "about:"].includes(url.protocol) || url.origin === origin;
    if (!isLocal) this.note(`request to ${url.origin} from ${request.frame().url()}`);
  }

  private onConsole(message: ConsoleMessage): void {
    const text = message.text();
    const isPolicyBreach = /Content[- ]Security[- ]Policy/i.test(text);
    if (message.type() !== "error" && !isPolicyBreach) return;
    // A page that answers 403, 404 or 422 is reported by Chromium as a failed resource; the spec checks the page itself.
    const isRefusedPage = /Failed to load resource: .*status of 4\d\d/.test(text) && this.documents.has(message.location().url);
    if (!isRefusedPage) this.note(`console: ${text} (${message.location().url})`);
  }

  private note(fault: string): void {
    if (!this.allowed.some((pattern) => pattern.test(fault))) this.faults.push(fault);
  }
}
